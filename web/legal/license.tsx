import { readAnswer } from '../api/answers.ts'
import { apiContext } from '../api/client.ts'
import type { ModelAnswer } from '../api/model-answer.ts'
import { publicAddress } from '../api/public-address.ts'
import { describePage } from '../ui/page-title.ts'
import type { Route } from './+types/license'
import { LegalPage } from './legal-page.tsx'
import { MODEL_LICENSES } from './model-licenses.ts'

export const meta: Route.MetaFunction = ({ loaderData }) =>
  describePage({
    title: 'Music license · SoundFoundry',
    description:
      'What you may do with the music, model by model: what we know about commercial use, and what we don’t.',
    address: loaderData?.address,
  })

export async function loader({ context, url }: Route.LoaderArgs) {
  const api = context.get(apiContext)
  const { items } = await readAnswer(await api.api.models.$get(), url)
  const models = items.map(({ id, name }) => ({ id, name }))
  return { models, address: publicAddress(api, '/license') }
}

const LIST = new Intl.ListFormat('en')

export default function License({ loaderData: { models } }: Route.ComponentProps) {
  return (
    <LegalPage
      title="Music license"
      lead="May you put it on a streaming service, in a film, in an advertisement? It depends on the model that made it, so here is what we know."
      updated="2026-11-30"
    >
      <h2>What we say</h2>
      <p>
        We claim no rights in your tracks and ask no share of what you earn with them. We can’t give
        you more than we have, though: the makers of the models and the services that run them set
        conditions of their own. A track’s page names the model that made it.
      </p>
      <p>
        In many countries nobody holds copyright in music that a machine made on its own. Then
        others may use it, too. Lyrics that you wrote yourself are yours.
      </p>

      <h2>Model by model</h2>
      {groupByLicense(models).map(({ names, license: { maker, known, unknown, terms } }) => {
        const id = `license-of-${names[0]?.replaceAll(' ', '-')}`
        return (
          <section key={id} aria-labelledby={id}>
            <h3 id={id}>{LIST.format(names)}</h3>
            <dl>
              <div>
                <dt>Made by</dt>
                <dd>{maker}</dd>
              </div>
              <div>
                <dt>What we know</dt>
                <dd>{known}</dd>
              </div>
              <div>
                <dt>What we don’t know</dt>
                <dd>{unknown}</dd>
              </div>
              <div>
                <dt>Where it stands</dt>
                <dd>
                  {terms.map(({ name: title, address }) => (
                    <p key={address}>
                      <a href={address} rel="noopener">
                        {title}
                      </a>
                    </p>
                  ))}
                </dd>
              </div>
            </dl>
          </section>
        )
      })}

      <h2>Whatever the model</h2>
      <ul>
        <li>
          Where you publish, there may be rules for music made by machines. Some ask you to say that
          it is.
        </li>
        <li>A track can resemble an existing song by chance. Listen before you publish it.</li>
        <li>Examples on our front page are for listening. Their prompts are free to use.</li>
      </ul>
      <h2>The software</h2>
      <p>
        This studio’s own code is under the MIT license. It reads sounds with minimp3 (CC0) and with
        libFLAC, libvorbis and libopus by the Xiph.Org Foundation and others (BSD), writes MP3s with
        LAME (LGPL), and draws covers with resvg (MPL 2.0).
      </p>
      <p>This page is no legal advice. For a large project, ask somebody who gives it.</p>
    </LegalPage>
  )
}

/** Models of one license have one entry. */
function groupByLicense(models: Pick<ModelAnswer, 'id' | 'name'>[]) {
  const groups = Map.groupBy(models, ({ id }) => MODEL_LICENSES[id])
  return [...groups].map(([license, of]) => ({ license, names: of.map(({ name }) => name) }))
}
