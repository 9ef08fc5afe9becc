package energy.peerwatt.orderbook.book.domain;

/**
 * Something that a caller has to mend.
 *
 * @param code stable, for programs
 * @param field what it is about, as the caller named it
 * @param message for people, with the bad value
 */
public record Violation(String code, String field, String message) {}
