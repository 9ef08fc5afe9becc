package energy.peerwatt.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.verifier.bundle.Bundle;
import energy.peerwatt.verifier.village.FakeChain;
import energy.peerwatt.verifier.village.Runs;
import energy.peerwatt.verifier.village.Village;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bundle is honest, the chain says something else, or one of them is behind the other. */
class ChangedChainTest {
    private static final String COMMITTED = FakeChain.topic(
            "BatchCommitted(uint64,bytes32,bytes32,uint64,(uint8,bytes16,uint64,uint32,bool,uint32,uint32,uint32,"
                    + "uint32,uint16,uint64,uint128,uint32,bytes32,bytes32,bytes32))");

    @TempDir
    Path folder;

    private Village village;

    @BeforeEach
    void build() throws IOException {
        village = new Village(21);
        village.write(folder, null);
    }

    @AfterEach
    void close() {
        village.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4, 8})
    void aBalanceThatIsOffByOneIsFound(long index) {
        village.chain.balances.merge(index, BigInteger.ONE, BigInteger::add);
        difference("account index " + index + ": balance in the escrow");
    }

    @Test
    void everyWordOfACommitMatters() {
        ObjectNode log = logs(COMMITTED).get(2);
        String data = log.get("data").asText();
        Random random = new Random(5);
        for (int word = 0; word < 19; word++) {
            // The lowest digit of numbers and hashes, the highest of the cell (a bytes16).
            int at = 2 + word * 64 + (word == 4 ? 0 : 63);
            char digit = Character.forDigit(Character.digit(data.charAt(at), 16) ^ (1 << random.nextInt(4)), 16);
            log.put("data", data.substring(0, at) + digit + data.substring(at + 1));
            difference("batch 3");
        }
    }

    @Test
    void aBatchSaidToBeMinedMustBeOnChain() {
        village.chain.logs.remove(logs(COMMITTED).get(5));
        village.chain.logs.removeIf(log -> FakeChain.block(log) >= 600);
        difference("batch 6: a batch that is said to be mined is on chain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GatewayRegistered(bytes16,address,bytes32,bytes32,bytes32)",
                "MeterRegistered(bytes16,bytes16,address,bytes32,uint64)",
                "AccountOpened(uint16,address)",
                "Deposited(uint16,uint256)",
                "Withdrawn(uint16,uint256)",
                "NetApplied(uint32,bytes32)",
                "RootPosted(uint64,bytes32,uint256,bytes32,uint64)"
            })
    void withoutOneOfItsLogsNothingVerifies(String event) {
        village.chain.logs.remove(logs(FakeChain.topic(event)).getLast());
        assertThat(Runs.verify(village, folder).exit()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AccountOpened(uint16,address)",
                "MeterRegistered(bytes16,bytes16,address,bytes32,uint64)",
                "NetApplied(uint32,bytes32)",
                "PeriodClosed(uint32,uint64,uint16,bytes32)",
                "GatewayRegistered(bytes16,address,bytes32,bytes32,bytes32)"
            })
    void everyTopicOfALogMatters(String event) {
        ObjectNode log = logs(FakeChain.topic(event)).getLast();
        ArrayNode topics = (ArrayNode) log.get("topics");
        // A gateway's host (its second topic) plays no part in any check.
        int last = event.startsWith("Gateway") ? 1 : topics.size() - 1;
        for (int i = 1; i <= last; i++) {
            String before = topics.get(i).asText();
            int at = before.endsWith("0000") ? 2 : before.length() - 1;
            char digit = Character.forDigit(Character.digit(before.charAt(at), 16) ^ 1, 16);
            topics.set(
                    i, JsonNodeFactory.instance.textNode(before.substring(0, at) + digit + before.substring(at + 1)));
            assertThat(Runs.verify(village, folder).exit()).isEqualTo(1);
            topics.set(i, JsonNodeFactory.instance.textNode(before));
        }
        assertThat(Runs.verify(village, folder).exit()).isZero();
    }

    /** Root, total and data hash of a posted epoch; what was claimed and by whom. */
    @Test
    void everyWordOfRewardsOnChainMatters() {
        for (String event : List.of(
                "RootPosted(uint64,bytes32,uint256,bytes32,uint64)", "Claimed(address,address,uint256,uint256)")) {
            ObjectNode log = logs(FakeChain.topic(event)).get(1);
            String data = log.get("data").asText();
            int words = event.startsWith("Root") ? 3 : 2;
            for (int word = 0; word < words; word++) {
                int at = 2 + word * 64 + 63;
                char digit = Character.forDigit(Character.digit(data.charAt(at), 16) ^ 1, 16);
                log.put("data", data.substring(0, at) + digit + data.substring(at + 1));
                assertThat(Runs.verify(village, folder).exit())
                        .as("%s word %d", event, word)
                        .isEqualTo(1);
            }
            log.put("data", data);
        }
        assertThat(Runs.verify(village, folder).exit()).isZero();
    }

    @Test
    void moreClaimedThanEarnedIsFound() {
        ObjectNode claim = logs(FakeChain.topic("Claimed(address,address,uint256,uint256)"))
                .getLast();
        ObjectNode again = claim.deepCopy();
        String data = claim.get("data").asText();
        BigInteger cumulative = new BigInteger(data.substring(66), 16);
        again.put("data", "0x%064x%064x".formatted(BigInteger.TEN.pow(12), cumulative.add(BigInteger.TEN.pow(12))));
        village.chain.logs.add(again);
        difference("claimed is what an epoch says");
    }

    @Test
    void anEpochThatIsOnlyOnChainIsFound() throws IOException {
        village.files.get(Bundle.REWARDS).removeLast();
        village.write(folder, null);
        difference("reward epoch 3: line");
    }

    @Test
    void aRootThatWasReplacedBeforeItWasActiveHoldsNoMore() {
        ObjectNode posted = logs(FakeChain.topic("RootPosted(uint64,bytes32,uint256,bytes32,uint64)"))
                .get(1);
        ObjectNode wrong = posted.deepCopy();
        wrong.put("data", posted.get("data").asText().replaceFirst("0x....", "0xffff"));
        ObjectNode replaced = posted.deepCopy();
        ((ArrayNode) replaced.get("topics"))
                .set(
                        0,
                        JsonNodeFactory.instance.textNode(
                                FakeChain.topic("RootReplaced(uint64,bytes32,uint256,bytes32,uint64,string)")));
        int at = village.chain.logs.indexOf(posted);
        village.chain.logs.set(at, wrong);
        difference("reward epoch 2: root on chain");
        village.chain.logs.add(at + 1, replaced);
        assertThat(Runs.verify(village, folder).exit()).isZero();
    }

    @Test
    void aMeterBoundLaterHasNoSayInEarlierSlots() {
        ObjectNode log = logs(FakeChain.topic("MeterRegistered(bytes16,bytes16,address,bytes32,uint64)"))
                .getFirst();
        String later = "%064x".formatted(Village.FIRST.end().getEpochSecond());
        log.put("data", log.get("data").asText().substring(0, 66) + later);
        difference("slot 2026-06-15T10:00:00Z/PT15M, account");
    }

    @Test
    void aBatchNotYetMinedIsCheckedAndCountedAsPending() throws IOException {
        unmine();
        Runs.Outcome outcome = Runs.verify(village, folder);
        assertThat(outcome.text()).contains("pending batches 1", "closes 2", "verified");
        assertThat(outcome.exit()).isZero();

        ObjectNode leaf =
                (ObjectNode) village.files.get(Bundle.BATCHES).getLast().at("/leaves/0");
        String salt = leaf.get("salt").asText();
        leaf.put("salt", salt.substring(0, 65) + (salt.endsWith("0") ? "1" : "0"));
        village.write(folder, null);
        difference("batch 6: recordsRoot");
    }

    @Test
    void aBatchMinedWhileTheBundleWasFetchedIsComparedWithTheChain() throws IOException {
        ObjectNode batch = village.files.get(Bundle.BATCHES).getLast();
        batch.remove(List.of("hash", "transaction", "committedAt"));
        batch.put("previous", Hash32.ZERO.hex());
        village.write(folder, null);
        assertThat(Runs.verify(village, folder).exit()).isZero();
    }

    @Test
    void aSlotNotYetFinalMayBeMissingOnlyAfterTheLastBatch() throws IOException {
        unmine();
        village.files.get(Bundle.BATCHES).removeLast();
        village.files.get(Bundle.BATCHES).removeLast();
        village.chain.logs.removeIf(log -> FakeChain.block(log) >= 500);
        ObjectNode batched = village.files.get(Bundle.SETTLEMENTS).get(5);
        village.files.get(Bundle.SETTLEMENTS).remove(6);
        village.files.get(Bundle.RESPONSES).removeLast();
        village.files.get(Bundle.REWARDS).removeLast();
        village.write(folder, null);
        Runs.Outcome outcome = Runs.verify(village, folder);
        assertThat(outcome.text()).contains("settled slots 7", "batches 4", "verified");
        village.files.get(Bundle.SETTLEMENTS).remove(batched);
        village.write(folder, null);
        difference("settlements.ndjson line 6");
    }

    @Test
    void aKeptBundleIsHeldAgainstTheChainAsItWasThen() throws IOException {
        village.files.get(Bundle.BATCHES).removeLast();
        village.write(folder, null);
        difference("batch 6: line");
        // Block 550 lies before batch 6; the fake has the balances of now only, as a node without history may.
        village.write(folder, 550L);
        village.chain.balances.clear();
        Runs.Outcome outcome = Runs.verify(village, folder);
        assertThat(outcome.text())
                .contains(
                        "block 550",
                        "note: balances not compared",
                        "WARNING: 1 BATCHES ON CHAIN CAME AFTER BLOCK 550",
                        "batches 5",
                        "verified");
        assertThat(outcome.exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4, 550, 599})
    void aBundleCannotExcuseItselfFromBlocksThatItReachesInto(long block) throws IOException {
        village.write(folder, block);
        difference("DIFFERENCE in as-of.json line 1, block: not before");
    }

    @Test
    void batchesCutOffTheEndAreMissed() throws IOException {
        List<ObjectNode> batches = village.files.get(Bundle.BATCHES);
        while (!batches.isEmpty()) {
            batches.removeLast();
            village.write(folder, null);
            difference("batch " + (batches.size() + 1) + ": line");
            // As-of says that the last batch left was not there yet.
            village.write(folder, 100L * batches.size() - 1);
            difference("as-of.json line 1, block");
        }
        // Nor can the whole bundle be from before the contracts; block 5 has their first event.
        village.write(folder, 4L);
        difference("the first event of the contracts");
    }

    @Test
    void aBundleFromBeforeTheFirstBatchVerifiesNothing() throws IOException {
        village.files.get(Bundle.BATCHES).clear();
        village.write(folder, 50L);
        village.chain.balances.clear();
        Runs.Outcome outcome = Runs.verify(village, folder);
        assertThat(outcome.text())
                .contains("nothing to verify yet: no batches on chain", "WARNING: 6 BATCHES ON CHAIN");
        assertThat(outcome.exit()).isEqualTo(2);
    }

    @Test
    void aCommunityThatHasNotBegunVerifiesNothing() throws IOException {
        for (String file : List.of(
                Bundle.BOOKS, Bundle.SEALS, Bundle.SETTLEMENTS, Bundle.BATCHES, Bundle.RESPONSES, Bundle.REWARDS)) {
            village.files.get(file).clear();
        }
        village.chain.logs.removeIf(log -> FakeChain.block(log) >= 100);
        village.chain.balances.clear();
        village.chain.balances.putAll(village.balancesBefore(0));
        village.write(folder, null);
        Runs.Outcome outcome = Runs.verify(village, folder);
        assertThat(outcome.text())
                .contains("nothing to verify yet: no seals, no readings, no slots, no orders, no trades, no batches")
                .doesNotContain("verified");
        assertThat(outcome.exit()).isEqualTo(2);
    }

    @Test
    void contractsThatDoNotBelongTogetherAreRefused() {
        village.chain.views.replaceAll((call, word) -> word.replace("b2b2b2b2", "b2b2b2b3"));
        difference("manifest: escrow");
        village.chain.contracts.removeLast();
        difference("manifest: a contract stands at the address");
        village.chain.chainId = 1;
        difference("manifest: chainId");
    }

    @Test
    void withoutNodeOrFileNothingIsSaid() throws IOException {
        Files.delete(folder.resolve(Bundle.SEALS));
        assertThat(Runs.verify(village, folder).exit()).isEqualTo(2);
        village.write(folder, null);
        village.chain.address();
        village.close();
        Runs.Outcome outcome = Runs.verifyOverHttp(village, folder, "--json");
        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.text()).contains("\"outcome\":\"could-not-run\"", "no answer from the chain's node");
    }

    private void unmine() throws IOException {
        village.chain.logs.removeIf(log -> FakeChain.block(log) >= 600);
        village.files.get(Bundle.BATCHES).getLast().remove(List.of("hash", "transaction", "committedAt"));
        village.chain.balances.clear();
        village.chain.balances.putAll(village.balancesBefore(600));
        village.write(folder, null);
    }

    private List<ObjectNode> logs(String topic) {
        return village.chain.logs.stream()
                .filter(log -> log.get("topics").get(0).asText().equals(topic))
                .toList();
    }

    private void difference(String message) {
        Runs.Outcome outcome = Runs.verify(village, folder);
        assertThat(outcome.text()).contains(message);
        assertThat(outcome.exit()).as(outcome.text()).isEqualTo(1);
    }
}
