import { apiContext } from '../../api/client.ts'
import { publicAddress } from '../../api/public-address.ts'
import { Measuring } from '../../sound/measuring.tsx'
import { useMeasured } from '../../sound/use-measured.ts'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { describePage } from '../../ui/page-title.ts'
import { usePart } from '../../ui/use-part.ts'
import type { Route } from './+types/route'
import styles from './analyze.module.css'
import { SoundPicker } from './sound-picker.tsx'

export const meta: Route.MetaFunction = ({ loaderData }) =>
  describePage({
    title: 'Tempo, key and loudness of a song · SoundFoundry',
    description:
      'Drop a song and see its tempo, its key and how loud it is. It is measured in your browser: nothing is uploaded.',
    address: loaderData?.address,
  })

export function loader({ context }: Route.LoaderArgs) {
  return { address: publicAddress(context.get(apiContext), '/analyze') }
}

const loadReport = () => import('./sound-report.tsx').then(({ SoundReport }) => SoundReport)

export default function Analyze() {
  const { measured, measure } = useMeasured()
  const SoundReport = usePart(measured.stage !== 'waiting', loadReport)
  return (
    <Page>
      <div className={styles.head}>
        <h1>What is in your song?</h1>
        <p className={styles.lead}>
          Drop a song and see its tempo, its key and how loud it is. Your browser measures it:
          nothing is uploaded.
        </p>
      </div>
      <SoundPicker onPick={measure} />
      <div aria-live="polite" className={styles.result}>
        {measured.stage === 'measuring' && (
          <Measuring name={measured.file.name} share={measured.share} />
        )}
        {measured.stage === 'refused' && (
          <Notice kind="problem">
            <strong dir="auto">{measured.file.name}</strong>: {measured.sentence}
          </Notice>
        )}
      </div>
      {measured.stage === 'measured' && SoundReport && (
        <SoundReport name={measured.file.name} measures={measured.measures} />
      )}
    </Page>
  )
}
