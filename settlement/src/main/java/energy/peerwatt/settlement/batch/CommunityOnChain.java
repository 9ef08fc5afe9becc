package energy.peerwatt.settlement.batch;

import energy.peerwatt.messages.id.CommunityId;
import java.util.Optional;

/** Whose batches go to the chain. */
public interface CommunityOnChain {
    /** Absent while the contracts are not known. */
    Optional<CommunityId> community();
}
