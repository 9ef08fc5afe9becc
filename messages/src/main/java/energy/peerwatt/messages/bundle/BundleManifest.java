package energy.peerwatt.messages.bundle;

import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.time.Slot;

/**
 * {@code bundle.json}, the first file of an auditor bundle.
 *
 * @param version of the bundle's layout, 2
 * @param firstSlot the first slot the community ever traded
 * @param chainId of the chain the contracts stand on
 * @param registry address of DeviceRegistry
 * @param escrow address of Escrow
 * @param ledger address of SettlementLedger
 * @param watt address of WattToken
 * @param distributor address of RewardDistributor
 */
public record BundleManifest(
        int version,
        CommunityId community,
        Slot firstSlot,
        long chainId,
        String registry,
        String escrow,
        String ledger,
        String watt,
        String distributor) {
    public static final int VERSION = 2;
}
