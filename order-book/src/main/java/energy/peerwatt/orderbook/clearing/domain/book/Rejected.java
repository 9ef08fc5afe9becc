package energy.peerwatt.orderbook.clearing.domain.book;

import java.util.List;

/** An order that takes no part, with everything that is wrong with it. */
public record Rejected(String id, List<Violation> violations) {
    public Rejected {
        violations = List.copyOf(violations);
    }

    /**
     * One thing that is wrong.
     *
     * @param code stable, for programs
     * @param field what it is about, as it is named in a book
     * @param message for people: the bad value and what is allowed
     */
    public record Violation(String code, String field, String message) {}
}
