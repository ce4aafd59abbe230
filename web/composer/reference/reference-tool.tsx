import { AudioLines } from 'lucide-react'
import styles from '../field.module.css'

export function ReferenceTool({ isOpen, onPress }: { isOpen: boolean; onPress: () => void }) {
  return (
    <button type="button" className={styles.tool} aria-expanded={isOpen} onClick={onPress}>
      <AudioLines size={14} aria-hidden /> Reference
    </button>
  )
}
