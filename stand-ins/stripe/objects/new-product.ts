import type Stripe from 'stripe'
import { newId, nowSeconds } from '../ids.ts'

type ProductGiven = {
  id?: string | undefined
  description?: string | undefined
  images?: string[] | undefined
  metadata?: Record<string, string> | undefined
  name: string
  tax_code?: string | undefined
}

export function newProduct(given: ProductGiven, active = true): Stripe.Product {
  const now = nowSeconds()
  return {
    id: given.id ?? newId('prod'),
    object: 'product',
    active,
    created: now,
    default_price: null,
    description: given.description ?? null,
    images: given.images ?? [],
    livemode: false,
    marketing_features: [],
    metadata: given.metadata ?? {},
    name: given.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: given.tax_code ?? null,
    tax_details: null,
    type: 'service',
    unit_label: null,
    updated: now,
    url: null,
  }
}

type PriceGiven = {
  currency: string
  lookup_key?: string | undefined
  metadata?: Record<string, string> | undefined
  nickname?: string | undefined
  product: string
  unit_amount: number
}

/**
 * A one-time price.
 * @param active false for one made inline for a Checkout Session, which no other session can use.
 */
export function newPrice(given: PriceGiven, active = true): Stripe.Price {
  return {
    id: newId('price'),
    object: 'price',
    active,
    billing_scheme: 'per_unit',
    created: nowSeconds(),
    currency: given.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: given.lookup_key ?? null,
    metadata: given.metadata ?? {},
    nickname: given.nickname ?? null,
    product: given.product,
    recurring: null,
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'one_time',
    unit_amount: given.unit_amount,
    // The client turns this text into its own decimal type.
    unit_amount_decimal: String(
      given.unit_amount,
    ) as unknown as Stripe.Price['unit_amount_decimal'],
  }
}
