package energy.peerwatt.verifier.check;

import energy.peerwatt.messages.bundle.AccountLine;
import energy.peerwatt.messages.bundle.BundleManifest;
import energy.peerwatt.messages.bundle.RewardLine;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.evidence.RewardEpoch;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.TokenAmount;
import energy.peerwatt.verifier.Difference;
import energy.peerwatt.verifier.bundle.Bundle;
import energy.peerwatt.verifier.bundle.Line;
import energy.peerwatt.verifier.chain.ChainFacts;
import energy.peerwatt.verifier.evidence.RewardBytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reward epochs computed again from the responses, roots as posted on chain, and nobody paid beyond them. */
public final class Rewards {
    private final BundleManifest manifest;
    private final Accounts accounts;
    private final ChainFacts chain;
    private final List<SortedMap<String, Long>> epochs = new ArrayList<>();
    private final SortedMap<String, Long> earned = new TreeMap<>();

    private Rewards(BundleManifest manifest, Accounts accounts, ChainFacts chain) {
        this.manifest = manifest;
        this.accounts = accounts;
        this.chain = chain;
    }

    public static Rewards check(
            BundleManifest manifest,
            List<Line<RewardLine>> lines,
            Accounts accounts,
            Responses responses,
            ChainFacts chain)
            throws Difference {
        Rewards rewards = new Rewards(manifest, accounts, chain);
        List<Responses.Verified> rewarding = responses.all().stream()
                .filter(one -> one.response().lines().stream()
                        .anyMatch(line -> line.tokenReward().nano() > 0))
                .toList();
        for (Line<RewardLine> line : lines) {
            int epoch = rewards.epochs.size() + 1;
            String where = "reward epoch " + epoch;
            line.holds(
                    epoch <= rewarding.size(),
                    where,
                    "a response earned it",
                    line.value().data().event());
            line.check(where, () -> rewards.add(line, where, epoch, rewarding.get(epoch - 1)));
        }
        rewards.onlyThese();
        rewards.claims();
        return rewards;
    }

    public int count() {
        return epochs.size();
    }

    private void add(Line<RewardLine> line, String where, long epoch, Responses.Verified one) throws Difference {
        for (ResponseVerified.Line part : one.response().lines()) {
            if (part.tokenReward().nano() > 0) {
                earned.merge(wallet(part.account()), part.tokenReward().nano(), Math::addExact);
            }
        }
        RewardBytes bytes = new RewardBytes(
                manifest.community(),
                epoch,
                one.response().event(),
                one.hash(),
                manifest.watt(),
                new TreeMap<>(earned));
        RewardEpoch expected = new RewardEpoch(
                manifest.community(),
                epoch,
                one.response().event(),
                one.hash(),
                manifest.watt(),
                earned.entrySet().stream()
                        .map(entry -> new RewardEpoch.Line(entry.getKey(), TokenAmount.ofNano(entry.getValue())))
                        .toList());
        Fields.same(line, where, "data", expected, line.value().data());
        line.same(where, "root", bytes.root(), line.value().root());
        line.same(
                where, "total", TokenAmount.ofNano(bytes.total()), line.value().total());
        line.same(where, "dataHash", bytes.dataHash(), line.value().dataHash());
        ChainFacts.Root posted = chain.roots().get(epoch);
        if (posted != null) {
            line.same(where, "root on chain", posted.root(), bytes.root());
            line.same(where, "total on chain", posted.total(), BigInteger.valueOf(bytes.total()));
            line.same(where, "dataHash on chain", posted.dataHash(), bytes.dataHash());
        }
        epochs.add(bytes.cumulative());
    }

    private String wallet(AccountId account) {
        AccountLine line = accounts.get(account);
        if (line == null) {
            throw new IllegalArgumentException("account " + account + " is not in accounts.ndjson");
        }
        return line.wallet();
    }

    private void onlyThese() throws Difference {
        for (var root : chain.roots().tailMap((long) epochs.size(), false).entrySet()) {
            if (root.getValue().block() <= chain.asOf()) {
                throw new Difference(
                        Bundle.REWARDS,
                        0,
                        "reward epoch " + root.getKey(),
                        "line",
                        "the epoch, it is on chain",
                        "none");
            }
        }
    }

    /** Each claim brings a wallet to what an epoch posted before says it earned; all claims stay within its total. */
    private void claims() throws Difference {
        Map<String, BigInteger> paid = new HashMap<>();
        BigInteger sum = BigInteger.ZERO;
        for (ChainFacts.Claim claim : chain.claims()) {
            String where = "claim of " + claim.wallet() + " in block " + claim.block();
            BigInteger before = paid.getOrDefault(claim.wallet(), BigInteger.ZERO);
            same(where, "cumulative", before.add(claim.amount()), claim.cumulative());
            same(where, "token", manifest.watt(), claim.token());
            paid.put(claim.wallet(), claim.cumulative());
            sum = sum.add(claim.amount());
            int posted = (int) chain.roots().values().stream()
                    .filter(root -> root.block() <= claim.block())
                    .count();
            if (posted > epochs.size()) {
                // Posted after the block at which the bundle ends.
                continue;
            }
            boolean earnedThen = epochs.subList(0, posted).stream()
                    .anyMatch(epoch -> BigInteger.valueOf(epoch.getOrDefault(claim.wallet(), 0L))
                            .equals(claim.cumulative()));
            same(where, "claimed is what an epoch says", true, earnedThen);
            long total = posted == 0
                    ? 0
                    : epochs.get(posted - 1).values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
            same(where, "claims are within the total of " + total, true, sum.compareTo(BigInteger.valueOf(total)) <= 0);
        }
    }

    private static void same(String where, String what, Object expected, Object found) throws Difference {
        if (!expected.equals(found)) {
            throw new Difference(Bundle.REWARDS, 0, where, what, expected, found);
        }
    }
}
