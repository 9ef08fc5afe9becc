package energy.peerwatt.settlement.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.evidence.BatchHeader;
import energy.peerwatt.messages.evidence.Hash32;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A batch as the API shows it.
 *
 * @param transaction that committed it, absent until mined
 * @param committedAt time of its block, absent until mined
 * @param hash what the contract stored, absent until mined
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BatchView(
        BatchHeader header,
        BatchRow.State state,
        @Nullable Hash32 previous,
        @Nullable Hash32 hash,
        @Nullable Hash32 transaction,
        @Nullable Instant committedAt) {
    static BatchView of(BatchRow batch) {
        return new BatchView(
                batch.header(),
                batch.state(),
                batch.previous().orElse(null),
                batch.hash().orElse(null),
                batch.transaction().orElse(null),
                batch.committedAt().orElse(null));
    }
}
