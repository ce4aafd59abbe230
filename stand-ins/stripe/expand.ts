import { StripeFailure } from './errors.ts'
import { wholeList } from './list-page.ts'
import type { Reader } from './store.ts'
import type { TableName } from './tables.ts'

/** The table of the object that a field names by its id. */
const FIELDS: Record<string, TableName> = {
  charge: 'charges',
  coupon: 'coupons',
  customer: 'customers',
  latest_charge: 'charges',
  payment_intent: 'paymentIntents',
  product: 'products',
  promotion_code: 'promotionCodes',
}

/** Fields, by `{object}.{field}`, that an object only has when asked for. */
const INCLUDABLE: Record<string, (reader: Reader, id: string) => object> = {
  'checkout.session.line_items': (reader, id) =>
    wholeList(
      `/v1/checkout/sessions/${id}/line_items`,
      reader.find('sessionDetails', id)?.lineItems ?? [],
    ),
  'charge.refunds': (reader, id) =>
    wholeList(
      `/v1/charges/${id}/refunds`,
      reader.list('refunds').filter(({ charge }) => charge === id),
    ),
}

/** The object with the ids at these paths replaced by their objects. Throws Stripe's refusal of a wrong path. */
export function expand(reader: Reader, object: object, paths: readonly string[]): object {
  return paths.reduce<object>(
    (soFar, path) => expandPath(reader, soFar, path.split('.'), path),
    object,
  )
}

function expandPath(reader: Reader, object: object, path: string[], whole: string): object {
  const [field, ...deeper] = path
  if (field === undefined) return object
  const fields = object as Record<string, unknown> // every answer is a plain object
  const value = expandField(reader, fields, field, whole)
  if (Array.isArray(value))
    return { ...object, [field]: value.map((item) => expandPath(reader, item, deeper, whole)) }
  if (typeof value !== 'object' || value === null) return { ...object, [field]: value }
  return { ...object, [field]: expandPath(reader, value, deeper, whole) }
}

function expandField(
  reader: Reader,
  object: Record<string, unknown>,
  field: string,
  whole: string,
): unknown {
  const include = INCLUDABLE[`${object.object}.${field}`]
  if (include) return include(reader, String(object.id))
  const value = object[field]
  const table = FIELDS[field]
  if (value === undefined || (table === undefined && typeof value !== 'object')) {
    const message = `This property cannot be expanded (${whole}).`
    throw new StripeFailure(400, message, { param: 'expand' })
  }
  return table && typeof value === 'string' ? reader.find(table, value) : value
}
