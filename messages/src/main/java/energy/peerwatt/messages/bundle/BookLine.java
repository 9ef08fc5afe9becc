package energy.peerwatt.messages.bundle;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;

/**
 * A line of {@code books.ndjson}: a sealed book with its clearing, one per round, ascending by slot and round; no slot
 * missing, and of each slot no round.
 */
public record BookLine(Hash32 bookHash, Hash32 resultHash, SealedBook book, ClearingResult result) {}
