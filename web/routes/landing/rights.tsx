import { Link } from 'react-router'
import sections from './sections.module.css'

export function Rights() {
  return (
    <section aria-labelledby="rights" className={`${sections.section} ${sections.split}`}>
      <h2 id="rights">What you may do with the music</h2>
      <p className={sections.words}>
        We claim no rights in what you make. What you may do with a track is set by the license of
        the model that made it, and these differ. Where we know, we say so; where we don’t, we say
        that, too. <Link to="/license">What each model’s license says</Link>
      </p>
    </section>
  )
}
