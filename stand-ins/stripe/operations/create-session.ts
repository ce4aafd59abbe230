import type Stripe from 'stripe'
import { z } from 'zod'
import { invalidParameter, noSuch, StripeFailure } from '../errors.ts'
import { nowSeconds } from '../ids.ts'
import { newLineItem } from '../objects/new-line-item.ts'
import { newPrice, newProduct } from '../objects/new-product.ts'
import { newSession } from '../objects/new-session.ts'
import type { Call } from '../operation.ts'
import { Bool, Currency, Integer, List, Metadata, PositiveInteger, Text } from '../param-types.ts'
import type { Transaction } from '../store.ts'

const LIFETIME_SECONDS = { min: 30 * 60, max: 24 * 60 * 60 }
const AMOUNT_MIN = 50

const Enabled = z.strictObject({ enabled: Bool })

const LineItem = z.strictObject({
  price: Text.optional(),
  price_data: z
    .strictObject({
      currency: Currency,
      product: Text.optional(),
      product_data: z
        .strictObject({
          description: Text.optional(),
          images: List(Text).optional(),
          metadata: Metadata.optional(),
          name: Text,
          tax_code: Text.optional(),
        })
        .optional(),
      unit_amount: Integer,
    })
    .optional(),
  quantity: PositiveInteger,
})

/** The parameters of a hosted session of mode `payment`. */
export const NEW_SESSION = {
  adaptive_pricing: Enabled.optional(),
  allow_promotion_codes: Bool.optional(),
  automatic_tax: Enabled.optional(),
  billing_address_collection: z.enum(['auto', 'required']).optional(),
  cancel_url: Text.optional(),
  client_reference_id: Text.optional(),
  customer: Text.optional(),
  customer_creation: z.enum(['always', 'if_required']).optional(),
  customer_email: Text.optional(),
  customer_update: z
    .strictObject({
      address: z.enum(['auto', 'never']).optional(),
      name: z.enum(['auto', 'never']).optional(),
    })
    .optional(),
  expires_at: Integer.optional(),
  invoice_creation: Enabled.optional(),
  line_items: List(LineItem),
  locale: Text.optional(),
  metadata: Metadata.optional(),
  mode: z.enum(['payment']),
  payment_intent_data: z
    .strictObject({
      description: Text.optional(),
      metadata: Metadata.optional(),
      receipt_email: Text.optional(),
    })
    .optional(),
  submit_type: z.enum(['auto', 'pay']).optional(),
  success_url: Text,
  ui_mode: z.enum(['hosted_page']).optional(),
}

type Params = z.output<z.ZodObject<typeof NEW_SESSION>>

export function createSession({ tx, params, origin }: Call<Params>): Stripe.Checkout.Session {
  requireOneCustomer(tx, params)
  requireLifetime(params.expires_at)
  const lineItems = params.line_items.map((item, index) => readLineItem(tx, item, index))
  requireOneCurrency(lineItems)
  const session = newSession(params, lineItems, origin)
  if ((session.amount_total ?? 0) < AMOUNT_MIN) throw tooSmall()
  tx.put('sessions', session)
  tx.put('sessionDetails', {
    id: session.id,
    lineItems,
    paymentIntentData: params.payment_intent_data ?? {},
    customerCreation: params.customer_creation ?? 'if_required',
  })
  return session
}

function requireOneCustomer(tx: Transaction, params: Params): void {
  const { customer, customer_email, customer_creation } = params
  if (customer === undefined) return
  if (!tx.find('customers', customer)) throw noSuch('customer', customer, 'customer')
  const rival = customer_email === undefined ? customer_creation : customer_email
  if (rival === undefined) return
  const name = customer_email === undefined ? 'customer_creation' : 'customer_email'
  throw invalidParameter(name, `You may only specify one of these parameters: customer, ${name}.`)
}

function requireLifetime(expiresAt: number | undefined): void {
  if (expiresAt === undefined) return
  const lifetime = expiresAt - nowSeconds()
  const sentence = 'The `expires_at` timestamp must be'
  if (lifetime < LIFETIME_SECONDS.min)
    throw invalidParameter(
      'expires_at',
      `${sentence} at least 30 minutes from Checkout Session creation.`,
    )
  if (lifetime > LIFETIME_SECONDS.max)
    throw invalidParameter(
      'expires_at',
      `${sentence} less than 24 hours from Checkout Session creation.`,
    )
}

function readLineItem(
  tx: Transaction,
  { price, price_data: inline, quantity }: z.output<typeof LineItem>,
  index: number,
): Stripe.LineItem {
  const place = `line_items[${index}]`
  if ((price === undefined) === (inline === undefined))
    throw invalidParameter(place, 'You must specify either `price` or `price_data`.')
  const found = inline ? inlinePrice(tx, inline, place) : tx.find('prices', String(price))
  if (!found) throw noSuch('price', String(price), `${place}[price]`)
  const product = tx.find('products', String(found.product))
  return newLineItem(found, product?.name ?? '', quantity)
}

function inlinePrice(
  tx: Transaction,
  { product, product_data, ...given }: NonNullable<z.output<typeof LineItem>['price_data']>,
  place: string,
): Stripe.Price {
  const name = `${place}[price_data]`
  if ((product === undefined) === (product_data === undefined))
    throw invalidParameter(name, 'You must specify either `product` or `product_data`.')
  if (product !== undefined && !tx.find('products', product))
    throw noSuch('product', product, `${name}[product]`)
  const made = product_data && newProduct(product_data, false)
  if (made) tx.put('products', made)
  const price = newPrice({ ...given, product: made?.id ?? String(product) }, false)
  tx.put('prices', price)
  return price
}

function requireOneCurrency(lineItems: Stripe.LineItem[]): void {
  if (new Set(lineItems.map(({ currency }) => currency)).size === 1) return
  throw invalidParameter('line_items', 'All line items must have the same currency.')
}

const tooSmall = () =>
  new StripeFailure(400, "The Checkout Session's total amount must convert to at least 50 cents.", {
    code: 'amount_too_small',
  })
