import { showToast } from '../ui/toasts.ts'

const ASKED = 'soundfoundry.asked-to-notify'

/** Tells the person by the system while the tab is hidden, where they have allowed it. */
export function notify(title: string, body: string): void {
  if (!document.hidden || !('Notification' in window) || Notification.permission !== 'granted')
    return
  const notification = new Notification(title, { body, icon: '/favicon.svg', tag: title })
  notification.onclick = () => {
    window.focus()
    notification.close()
  }
}

/** Offers notifications once in this browser, after something was made, and never by the browser's own prompt alone. */
export function askToNotifyOnce(): void {
  if (!('Notification' in window) || Notification.permission !== 'default' || wasAsked()) return
  showToast({
    sentence: 'Want to know when a track is ready while you’re in another tab?',
    action: { label: 'Notify me', press: () => void Notification.requestPermission() },
  })
}

function wasAsked(): boolean {
  try {
    const asked = localStorage.getItem(ASKED) !== null
    localStorage.setItem(ASKED, 'yes')
    return asked
  } catch {
    return true
  }
}
