package energy.peerwatt.messages.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.evidence.BatchHeader;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.RecordLeaf;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code batches.ndjson}, ascending by number.
 *
 * @param previous hash of the batch before; {@link Hash32#ZERO} for the first
 * @param packed the packed data, 0x and hex digits
 * @param leaves one per record, in packed order, with their salts
 * @param transaction hash of the transaction that committed it, absent until mined
 * @param committedAt time of its block, absent until mined
 * @param hash what the contract stored, absent until mined
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BatchLine(
        BatchHeader header,
        Hash32 previous,
        String packed,
        List<RecordLeaf> leaves,
        @Nullable Hash32 transaction,
        @Nullable Instant committedAt,
        @Nullable Hash32 hash) {}
