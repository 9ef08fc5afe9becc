package energy.peerwatt.orderbook.book;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.orderbook.book.domain.OrderState;
import energy.peerwatt.orderbook.book.domain.Violation;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one order of an array.
 *
 * @param id absent where it was not sent on its way
 * @param location where to look after it; absent like the id
 * @param state absent while it is on its way
 * @param violations why it was refused, empty otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Verdict(
        @Nullable OrderId id,
        @Nullable URI location,
        @Nullable OrderState state,
        List<Violation> violations) {
    static Verdict notSent(List<Violation> violations) {
        return new Verdict(null, null, OrderState.REJECTED, violations);
    }
}
