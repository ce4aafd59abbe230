import { expect, it } from 'vitest'
import { shareBrowser } from './share-browser.ts'
import { openPayPage, PAY_BY_BANK, PAY_BY_CARD, pay, pressInDashboard } from './shop.ts'
import { createTrack, PASSWORD, signUp } from './visit.ts'

const openPage = shareBrowser()

const DELETED = 'Your account is deleted.'

it('deletes the account while a song is being made, and its track can’t be seen any more', async () => {
  const page = await openPage()
  await signUp(page)
  await createTrack(page, 'a waltz for somebody who leaves')
  const track = page.url()
  await page.getByRole('button', { name: 'Account of' }).click()
  await page.getByRole('menuitem', { name: 'Account' }).click()
  await page.getByText('Delete this account…').click()
  const press = page.getByRole('button', { name: 'Delete everything' })
  const leaving = page.getByRole('region', { name: 'Delete your account' })
  const password = leaving.getByLabel('Password', { exact: true })
  await password.fill('not this one')
  await press.click()
  expect(new URL(page.url()).pathname).toBe('/account')
  await page.getByLabel('I understand').check()
  await press.click()
  await leaving.getByText('That isn’t your password.').waitFor()
  await password.fill(PASSWORD)
  await press.click()
  await page.getByText(DELETED).waitFor()
  expect(await page.context().cookies()).not.toContainEqual(
    expect.objectContaining({ name: expect.stringContaining('session') }),
  )
  await page.goto(track)
  await page.waitForURL(({ pathname }) => pathname === '/sign-in')
})

it('deletes it without JavaScript, once the box is ticked', async () => {
  const page = await openPage({ javaScriptEnabled: false })
  await signUp(page, 'Noa')
  await page.goto('/account')
  await page.getByText('Delete this account…').click()
  const fill = () =>
    page
      .getByRole('region', { name: 'Delete your account' })
      .getByLabel('Password', { exact: true })
      .fill(PASSWORD)
  await fill()
  await page.locator('input[name=understood]').evaluate((box) => box.removeAttribute('required'))
  await page.getByRole('button', { name: 'Delete everything' }).click()
  await page.getByRole('alert').getByText('Tick the box first').waitFor()
  await fill()
  await page.getByLabel('I understand').check()
  await page.getByRole('button', { name: 'Delete everything' }).click()
  await page.getByText(DELETED).waitFor()
})

it('expires the pay page of another tab, and sends back what a bank still pays', async () => {
  const page = await openPage()
  const email = await signUp(page)
  const [slow, open] = [await page.context().newPage(), await page.context().newPage()]
  await openPayPage(slow)
  await pay(slow, PAY_BY_BANK)
  await openPayPage(open)
  await page.goto('/account')
  await page.getByText('Delete this account…').click()
  const leaving = page.getByRole('region', { name: 'Delete your account' })
  await leaving.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByLabel('I understand').check()
  await page.getByRole('button', { name: 'Delete everything' }).click()
  await page.getByText(DELETED).waitFor()
  await open.getByRole('button', { name: PAY_BY_CARD }).click()
  await open.getByRole('heading', { name: 'This checkout has expired' }).waitFor()
  await pressInDashboard(slow, email, 'Settle the bank payment')
  const payment = slow.getByRole('article').filter({ hasText: email })
  await expect
    .poll(async () => {
      await slow.reload()
      return payment.textContent()
    })
    .toMatch(/Status\s*refunded/)
})
