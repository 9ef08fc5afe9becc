package energy.peerwatt.verifier;

import energy.peerwatt.messages.bundle.BundleManifest;
import energy.peerwatt.verifier.bundle.Bundle;
import energy.peerwatt.verifier.bundle.BundleReader;
import energy.peerwatt.verifier.chain.ChainFacts;
import energy.peerwatt.verifier.chain.ChainReader;
import energy.peerwatt.verifier.check.Accounts;
import energy.peerwatt.verifier.check.Balances;
import energy.peerwatt.verifier.check.Batches;
import energy.peerwatt.verifier.check.Books;
import energy.peerwatt.verifier.check.Extent;
import energy.peerwatt.verifier.check.Mandates;
import energy.peerwatt.verifier.check.ManifestCheck;
import energy.peerwatt.verifier.check.Readings;
import energy.peerwatt.verifier.check.Responses;
import energy.peerwatt.verifier.check.Rewards;
import energy.peerwatt.verifier.check.Settlements;
import energy.peerwatt.verifier.evidence.SignatureCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One run over one bundle; knows after each check how much was checked. */
public final class Verification implements Checked {
    private static final List<String> NEEDED = List.of("seals", "readings", "slots", "orders", "trades");

    private final ChainReader chain;
    private final SignatureCheck signatures;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    public Verification(ChainReader chain, SignatureCheck signatures) {
        this.chain = chain;
        this.signatures = signatures;
    }

    /**
     * @throws Difference at the first place that does not follow from the evidence
     * @throws CannotRun if a file is missing, the chain is away, or there is nothing yet to verify
     */
    public void run(Path folder) throws Difference, CannotRun {
        Bundle bundle = BundleReader.read(folder);
        BundleManifest manifest = bundle.manifest().value();
        ManifestCheck.run(bundle.manifest(), chain);
        ChainFacts facts = chain.facts(manifest, bundle.asOf());
        counts.put("block", facts.asOf());
        Extent.check(bundle, facts);

        Accounts accounts = Accounts.check(bundle.accounts(), facts);
        counts.put("accounts", (long) accounts.count());
        Readings readings = Readings.check(bundle.seals(), facts, signatures);
        counts.put("seals", (long) bundle.seals().size());
        counts.put("readings", (long) readings.count());
        counts.put("readings set aside", (long) readings.setAside());
        Books books = Books.check(manifest, bundle.books());
        counts.put("slots", (long) bundle.books().size());
        counts.put("orders", books.orders());
        counts.put("trades", books.trades());
        Mandates mandates = Mandates.check(manifest, bundle.mandates(), bundle.books(), accounts);
        counts.put("orders under mandates", mandates.orders());
        long batchedTo = bundle.batches().isEmpty()
                ? manifest.firstSlot().number()
                : bundle.batches().getLast().value().header().slotTo();
        Settlements settlements =
                Settlements.check(manifest, bundle.settlements(), accounts, readings, books, batchedTo);
        counts.put("settled slots", (long) settlements.count());
        Responses responses = Responses.check(manifest, bundle.responses(), accounts, settlements);
        Batches batches = Batches.check(bundle, accounts, books, settlements, responses, facts);
        counts.put("batches", (long) bundle.batches().size());
        counts.put("pending batches", (long) batches.pending());
        counts.put("closes", (long) batches.periods().checkCloses(facts));
        counts.put("responses", (long) responses.count());
        counts.put("waiting responses", (long) responses.waiting());
        Rewards rewards = Rewards.check(manifest, bundle.rewards(), accounts, responses, facts);
        counts.put("rewards", (long) rewards.count());
        counts.put("balances", (long) balances(manifest, facts, batches));
        long later = Extent.later(bundle, facts);
        if (later > 0) {
            warnings.add("%d BATCHES ON CHAIN CAME AFTER BLOCK %d, where this bundle ends: NOT VERIFIED"
                    .formatted(later, facts.asOf()));
        }
        somethingWasThere(bundle.batches().size() - batches.pending());
    }

    /** Nothing at all follows from nothing, and equals the chain: that is no verification. */
    private void somethingWasThere(long mined) throws CannotRun {
        List<String> missing = new ArrayList<>();
        for (String needed : NEEDED) {
            if (counts.getOrDefault(needed, 0L) == 0) {
                missing.add("no " + needed);
            }
        }
        if (counts.getOrDefault("balances", 0L) == 0 && notes.isEmpty()) {
            missing.add("no balances");
        }
        if (mined == 0) {
            missing.add("no batches on chain");
        }
        if (!missing.isEmpty()) {
            throw new CannotRun("nothing to verify yet: " + String.join(", ", missing));
        }
    }

    /** A node may have forgotten the balances of the block that a kept bundle ends at; that is said, not hidden. */
    private int balances(BundleManifest manifest, ChainFacts facts, Batches batches) throws Difference, CannotRun {
        try {
            return Balances.check(manifest.escrow(), facts, batches.periods(), chain);
        } catch (CannotRun e) {
            if (facts.asOf() == facts.head()) {
                throw e;
            }
            notes.add("balances not compared, the node has none of block " + facts.asOf() + ": " + e.getMessage());
            return 0;
        }
    }

    @Override
    public Map<String, Long> counts() {
        return counts;
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }
}
