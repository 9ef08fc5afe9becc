package energy.peerwatt.verifier.bundle;

import energy.peerwatt.messages.bundle.AccountLine;
import energy.peerwatt.messages.bundle.BatchLine;
import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.bundle.BundleManifest;
import energy.peerwatt.messages.bundle.MandateLine;
import energy.peerwatt.messages.bundle.ResponseLine;
import energy.peerwatt.messages.bundle.RewardLine;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.event.ReadingsSealed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An auditor bundle, read.
 *
 * @param asOf block that the chain had reached when the download began; null for a folder that did not note it, which
 *     is then held to be current
 */
public record Bundle(
        Line<BundleManifest> manifest,
        List<Line<AccountLine>> accounts,
        List<Line<BookLine>> books,
        List<Line<ReadingsSealed>> seals,
        List<Line<SlotSettlement>> settlements,
        List<Line<BatchLine>> batches,
        List<Line<ResponseLine>> responses,
        List<Line<RewardLine>> rewards,
        List<Line<MandateLine>> mandates,
        @Nullable Long asOf) {
    public static final String MANIFEST = "bundle.json";
    public static final String ACCOUNTS = "accounts.ndjson";
    public static final String BOOKS = "books.ndjson";
    public static final String SEALS = "seals.ndjson";
    public static final String SETTLEMENTS = "settlements.ndjson";
    public static final String BATCHES = "batches.ndjson";
    public static final String RESPONSES = "responses.ndjson";
    public static final String REWARDS = "rewards.ndjson";
    public static final String MANDATES = "mandates.ndjson";
    /** Written by the download, not by the services: {@code {"block": n}}. */
    public static final String AS_OF = "as-of.json";
}
