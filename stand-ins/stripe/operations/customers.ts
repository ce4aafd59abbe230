import { noSuch } from '../errors.ts'
import { newCustomer } from '../objects/new-customer.ts'
import { operation } from '../operation.ts'
import { Metadata, Text } from '../param-types.ts'
import { emitEvent } from '../payments/emit-event.ts'

const NEW_CUSTOMER = {
  description: Text.optional(),
  email: Text.optional(),
  metadata: Metadata.optional(),
  name: Text.optional(),
}

export const CUSTOMERS = [
  operation('POST', '/v1/customers', NEW_CUSTOMER, (call) => {
    const customer = newCustomer(call.params)
    call.tx.put('customers', customer)
    emitEvent(call, 'customer.created', customer)
    return customer
  }),
  operation('GET', '/v1/customers/:id', {}, ({ tx, id }) => {
    const customer = tx.find('customers', id)
    if (!customer) throw noSuch('customer', id)
    return customer
  }),
]
