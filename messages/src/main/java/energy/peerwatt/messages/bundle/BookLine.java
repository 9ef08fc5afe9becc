package energy.peerwatt.messages.bundle;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;

/** A line of {@code books.ndjson}: a sealed book with its clearing, one per slot, ascending, no slot missing. */
public record BookLine(Hash32 bookHash, Hash32 resultHash, SealedBook book, ClearingResult result) {}
