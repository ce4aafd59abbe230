import { noSuch } from '../errors.ts'
import { newPrice, newProduct } from '../objects/new-product.ts'
import { operation } from '../operation.ts'
import { Bool, Currency, Integer, Metadata, Text } from '../param-types.ts'

const NEW_PRODUCT = {
  id: Text.optional(),
  active: Bool.optional(),
  description: Text.optional(),
  metadata: Metadata.optional(),
  name: Text,
  tax_code: Text.optional(),
}

const NEW_PRICE = {
  active: Bool.optional(),
  currency: Currency,
  lookup_key: Text.optional(),
  metadata: Metadata.optional(),
  nickname: Text.optional(),
  product: Text,
  unit_amount: Integer,
}

export const CATALOGUE = [
  operation('POST', '/v1/products', NEW_PRODUCT, ({ tx, params }) => {
    const product = newProduct(params, params.active)
    tx.put('products', product)
    return product
  }),
  operation('POST', '/v1/prices', NEW_PRICE, ({ tx, params }) => {
    if (!tx.find('products', params.product)) throw noSuch('product', params.product, 'product')
    const price = newPrice(params, params.active)
    tx.put('prices', price)
    return price
  }),
]
