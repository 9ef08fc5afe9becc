package energy.peerwatt.orderbook.clearing.domain.book;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the alternatives of an order: what it would pay or take for energy of this kind.
 *
 * @param partners accounts it is about; empty for anybody
 * @param sources sources of the energy it is about, which of a sell is what it sells; empty for any
 * @param maxTier how far it may come; null for any way
 * @param limit micro-currency per kWh; null for the limit of the order
 * @param maxWh most that is traded by this alternative; null for all of the order
 */
@JsonPropertyOrder(alphabetic = true)
public record Preference(
        List<String> partners,
        List<String> sources,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Tier maxTier,
        @Nullable Long limit,
        @Nullable Long maxWh) {
    public Preference {
        partners = partners.stream().distinct().sorted().toList();
        sources = sources.stream().distinct().sorted().toList();
    }

    /** Of any way. */
    public Preference(List<String> partners, List<String> sources, @Nullable Long limit, @Nullable Long maxWh) {
        this(partners, sources, null, limit, maxWh);
    }
}
