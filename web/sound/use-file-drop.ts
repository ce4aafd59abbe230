import { type DragEvent, useEffect, useState } from 'react'

/**
 * Takes a file that is dropped on an element, and says while one is held over it. One that is dropped beside it does
 * nothing, where the browser would leave the page to open it.
 */
export function useFileDrop(onFile: (file: File) => void) {
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    addEventListener('dragover', keepPage)
    addEventListener('drop', keepPage)
    return () => {
      removeEventListener('dragover', keepPage)
      removeEventListener('drop', keepPage)
    }
  }, [])
  const onDragOver = (event: DragEvent) => {
    // Words are dragged, too, and belong to the fields.
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setIsOver(true)
  }
  const onDragLeave = ({ currentTarget, relatedTarget }: DragEvent) => {
    // On its way from one part of the element to another it is still over it.
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setIsOver(false)
  }
  const onDrop = (event: DragEvent) => {
    setIsOver(false)
    const [file] = event.dataTransfer.files
    if (file === undefined) return
    event.preventDefault()
    onFile(file)
  }
  return { isOver, dropZone: { onDragOver, onDragLeave, onDrop } }
}

function keepPage(event: globalThis.DragEvent) {
  if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
}
