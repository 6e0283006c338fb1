/** A note's card beside the text: where its passage begins, and how tall the card is. CSS pixels. */
export interface CardSize {
  readonly top: number
  readonly height: number
}

/**
 * Where to put the cards so that each stands beside its passage and none covers another. The active one stands exactly
 * at its passage; those after it are pushed down as far as needed, those before it up. In the order of the text.
 */
export function placeCards(cards: readonly CardSize[], active: number, gap: number): readonly number[] {
  const placed = cards.map(({ top }) => top)
  const pivot = active >= 0 && active < cards.length ? active : 0
  for (let index = pivot + 1; index < cards.length; index++) {
    const above = (placed[index - 1] ?? 0) + (cards[index - 1]?.height ?? 0) + gap
    placed[index] = Math.max(placed[index] ?? 0, above)
  }
  for (let index = pivot - 1; index >= 0; index--) {
    const below = (placed[index + 1] ?? 0) - gap - (cards[index]?.height ?? 0)
    placed[index] = Math.min(placed[index] ?? 0, below)
  }
  return placed
}
