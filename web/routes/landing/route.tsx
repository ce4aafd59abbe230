export default function Landing() {
  return <h1>SoundFoundry</h1>
}
