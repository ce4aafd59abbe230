import { z } from 'zod'
import { expand } from './expand.ts'
import type { Form } from './form.ts'
import { List, Text } from './param-types.ts'
import type { PaymentContext } from './payments/payment-context.ts'
import { readParams } from './read-params.ts'

/** What an operation can use: the account, the request that asked, and the id in the path. */
export type Call<Params> = PaymentContext & { id: string; params: Params }

/**
 * One route of the API. `prepare` reads the parameters and throws when they are wrong, before
 * anything is executed. What it returns executes and answers the object, expanded as asked.
 */
export type Operation = {
  method: 'GET' | 'POST'
  /** With `:id` where an object is named. */
  path: string
  prepare(form: Form): (context: PaymentContext, id: string) => object
}

const Expand = z.object({ expand: List(Text).optional() })

export function operation<Shape extends z.core.$ZodLooseShape>(
  method: 'GET' | 'POST',
  path: string,
  shape: Shape,
  run: (call: Call<z.output<z.ZodObject<Shape, z.core.$strict>>>) => object,
): Operation {
  const schema = z.strictObject(shape)
  return {
    method,
    path,
    prepare({ expand: wanted, ...form }) {
      const params = readParams(schema, form)
      const paths = readParams(Expand, wanted === undefined ? {} : { expand: wanted }).expand ?? []
      return (context, id) => expand(context.tx, run({ ...context, id, params }), paths)
    },
  }
}
