package energy.peerwatt.verifier.chain;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.bundle.BundleManifest;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.verifier.CannotRun;
import energy.peerwatt.verifier.chain.ChainFacts.Binding;
import energy.peerwatt.verifier.chain.ChainFacts.Close;
import energy.peerwatt.verifier.chain.ChainFacts.Commit;
import energy.peerwatt.verifier.chain.ChainFacts.Key;
import energy.peerwatt.verifier.chain.ChainFacts.Move;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks a node for everything that the checks compare with. */
public final class ChainReader {
    /** Nodes limit the blocks of one question; this many is accepted by all of the usual ones. */
    private static final long RANGE = 10_000;

    private final Node node;

    public ChainReader(Node node) {
        this.node = node;
    }

    public long chainId() throws CannotRun {
        return LogWords.quantity(node.call("eth_chainId"));
    }

    public long head() throws CannotRun {
        return LogWords.quantity(node.call("eth_blockNumber"));
    }

    public boolean hasCode(String address) throws CannotRun {
        return node.call("eth_getCode", address, "latest").asText().length() > 2;
    }

    /**
     * The answer of a view function as one word.
     *
     * @param argument of the function, null if it takes none
     */
    public BigInteger view(String address, String function, @Nullable Long argument, long block) throws CannotRun {
        String data = Signatures.selector(function) + (argument == null ? "" : "%064x".formatted(argument));
        String word = node.call("eth_call", Map.of("to", address, "data", data), "0x" + Long.toHexString(block))
                .asText();
        if (!word.matches("0x[0-9a-fA-F]{64}")) {
            throw new CannotRun(function + " of " + address + " answered " + word + ", not one word");
        }
        return new BigInteger(word.substring(2), 16);
    }

    /** @param asOf null for now */
    public ChainFacts facts(BundleManifest manifest, @Nullable Long asOf) throws CannotRun {
        long head = head();
        ChainFacts facts = new ChainFacts(
                asOf == null ? head : Math.min(asOf, head),
                head,
                new HashMap<>(),
                new HashMap<>(),
                new TreeMap<>(),
                new ArrayList<>(),
                new TreeMap<>(),
                new ArrayList<>(),
                new TreeMap<>(),
                new ArrayList<>());
        List<String> contracts =
                List.of(manifest.registry(), manifest.escrow(), manifest.ledger(), manifest.distributor());
        for (long from = 0; from <= head; from += RANGE) {
            Map<String, Object> filter = Map.of(
                    "fromBlock",
                    "0x" + Long.toHexString(from),
                    "toBlock",
                    "0x" + Long.toHexString(Math.min(head, from + RANGE - 1)),
                    "address",
                    contracts);
            for (JsonNode log : node.call("eth_getLogs", filter)) {
                String contract = log.path("address").asText();
                LogWords words = LogWords.of(log);
                if (contract.equalsIgnoreCase(manifest.registry())) {
                    device(facts, words);
                } else if (contract.equalsIgnoreCase(manifest.escrow())) {
                    escrow(facts, words);
                } else if (contract.equalsIgnoreCase(manifest.distributor())) {
                    reward(facts, words);
                } else {
                    ledger(facts, words);
                }
            }
        }
        return facts;
    }

    private static void device(ChainFacts facts, LogWords log) {
        if (log.event().equals(Signatures.GATEWAY_REGISTERED)) {
            keys(facts, log).add(new Key(0, log.hash(2), log.hash(3)));
        } else if (log.event().equals(Signatures.KEY_ROTATED)) {
            keys(facts, log).add(new Key(log.number(3), log.hash(1), log.hash(2)));
        } else if (log.event().equals(Signatures.METER_REGISTERED)) {
            facts.meters()
                    .put(new MeterId(log.id(0)), new Binding(new GatewayId(log.id(1)), log.address(2), log.number(4)));
        }
    }

    private static List<Key> keys(ChainFacts facts, LogWords log) {
        return facts.keys().computeIfAbsent(new GatewayId(log.id(0)), id -> new ArrayList<>());
    }

    private static void escrow(ChainFacts facts, LogWords log) {
        if (log.event().equals(Signatures.ACCOUNT_OPENED)) {
            facts.accounts().put((int) log.number(0), log.address(1));
            facts.moves().add(new Move.Opened(log.block(), (int) log.number(0)));
        } else if (log.event().equals(Signatures.DEPOSITED)) {
            facts.moves().add(new Move.Deposited(log.block(), (int) log.number(0), log.integer(1)));
        } else if (log.event().equals(Signatures.WITHDRAWN)) {
            facts.moves().add(new Move.Withdrawn(log.block(), (int) log.number(0), log.integer(1)));
        } else if (log.event().equals(Signatures.NET_APPLIED)) {
            facts.moves().add(new Move.NetApplied(log.block(), log.number(0), log.hash(1)));
        }
    }

    private static void reward(ChainFacts facts, LogWords log) {
        if (log.event().equals(Signatures.ROOT_POSTED) || log.event().equals(Signatures.ROOT_REPLACED)) {
            facts.roots()
                    .put(log.number(0), new ChainFacts.Root(log.block(), log.hash(1), log.integer(2), log.hash(3)));
        } else if (log.event().equals(Signatures.CLAIMED)) {
            facts.claims()
                    .add(new ChainFacts.Claim(
                            log.block(), log.address(0), log.address(1), log.integer(2), log.integer(3)));
        }
    }

    private static void ledger(ChainFacts facts, LogWords log) {
        if (log.event().equals(Signatures.BATCH_COMMITTED)) {
            facts.commits()
                    .put(
                            log.number(0),
                            new Commit(
                                    log.block(),
                                    log.transaction(),
                                    log.hash(1),
                                    log.hash(2),
                                    log.number(3),
                                    log.range(4, 16)));
        } else if (log.event().equals(Signatures.PERIOD_CLOSED)) {
            facts.closes().add(new Close(log.block(), log.number(0), log.number(1), (int) log.number(2), log.hash(3)));
        }
    }
}
