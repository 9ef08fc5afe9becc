package energy.peerwatt.supervisor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.quantity.Energy;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One stack through an eventful day: it trades, its services are killed, it is stopped, it is killed itself. */
@Tag("end-to-end")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WholeStackIT {
    /** A slot passes in thirty seconds. */
    private static final int SPEED = 30;

    private static final Duration SLOT = Duration.ofMinutes(15);
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final long SEED = 20260615;
    private static final int KILLS = 10;
    private static final int CALLED_SLOTS = 3;
    private static final List<String> EVERYTHING = List.of(
            "meter-gateway",
            "order-book",
            "settlement",
            "grid-service",
            "app-backend",
            "keycloak",
            "kafka",
            "postgresql");

    private static RunningStack stack;

    @BeforeAll
    static void start() {
        stack = new RunningStack("whole-stack", SPEED);
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.end();
        }
    }

    @Test
    @Order(1)
    void threeSlotsWithTradesBetweenHomesReachTheChainAndVerify() throws Exception {
        stack.await(
                "three settled slots with trades are on chain",
                PATIENCE,
                () -> onChain().filter(WholeStackIT::hasTradeBetweenHomes).count() >= 3);

        assertThat(stack.output().lines()).anyMatch(line -> line.startsWith("first batch settled on chain"));
        stack.verify();
    }

    @Test
    @Order(2)
    void anOfferThatIsBoughtByHandIsSettledAndItsReceiptFollowsFromTheEvidence() throws Exception {
        DirectBuy bought = DirectBuy.make(stack);

        stack.await(
                "the slot is on chain",
                PATIENCE,
                () -> !onChainUpTo().isBefore(bought.slot().end()));

        bought.assertReceipts();
        assertThat(stack.verify().path("trades").asLong()).isPositive();
    }

    @Test
    @Order(3)
    void processesKilledAtTenMomentsOfTradingLoseNoSlot() throws Exception {
        Random random = new Random(SEED);
        List<String> victims = new ArrayList<>();
        for (int i = 0; i < KILLS; i++) {
            victims.add(EVERYTHING.get(i % EVERYTHING.size()));
        }
        Collections.shuffle(victims, random);

        kill(victims, random);

        awaitEverySlotAndVerify();
    }

    @Test
    @Order(4)
    void aCallDuringWhichEveryProcessIsKilledIsVerifiedAndEveryBatteryReleased() throws Exception {
        Random random = new Random(SEED + 1);
        List<String> victims = new ArrayList<>(EVERYTHING);
        Collections.shuffle(victims, random);
        DemandCall call = DemandCall.publish(stack, CALLED_SLOTS);
        assertThat(call.participants()).isPositive();
        stack.await("the call is active", PATIENCE, () -> call.is("ACTIVE"));

        kill(victims, random);

        stack.await("the call is verified", PATIENCE, () -> call.is("VERIFIED"));
        stack.await("every battery is released", PATIENCE, call::isReleased);
        stack.await("no order is open", PATIENCE, () -> DemandCall.openOrders(stack) == 0);
        JsonNode counts = awaitEverySlotAndVerify();
        assertThat(counts.path("responses").asLong()).as("responses paid").isPositive();
        assertThat(counts.path("rewards").asLong()).as("reward roots").isPositive();
    }

    private static void kill(List<String> victims, Random random) {
        for (String victim : victims) {
            RunningStack.pause(Duration.ofMillis(1_000 + random.nextInt(7_000)));
            stack.kill(victim);
        }
    }

    @Test
    @Order(5)
    void allOfItTogetherFitsIntoFourGigabytes() {
        OptionalLong mib = StackMemory.of(stack.supervisor());
        Assumptions.assumeTrue(mib.isPresent(), "only Linux says what processes hold");

        System.out.println("memory of the whole stack: " + mib.getAsLong() + " MiB (PSS)");
        assertThat(mib.getAsLong()).isBetween(500L, 4_000L * 1_000_000 / 1_048_576);
    }

    @Test
    @Order(6)
    void stoppedStackLeavesNothingAndGoesOnWhereItStood() throws Exception {
        Map<String, Long> processes = stack.processes();

        assertThat(stack.stop()).isZero();

        assertAllEnd(processes);
        Instant stoodAt = stack.marketTime();
        stack.startAgain();
        assertThat(stack.marketTime()).isAfterOrEqualTo(stoodAt);
        awaitEverySlotAndVerify();
    }

    @Test
    @Order(7)
    void killedSupervisorTakesEverythingWithItAndTheNextGoesOn() throws Exception {
        Map<String, Long> processes = stack.processes();
        Instant killedAt = stack.marketTime();

        stack.killSupervisor();

        assertAllEnd(processes);
        stack.startAgain();
        assertThat(stack.marketTime()).isAfterOrEqualTo(killedAt);
        awaitEverySlotAndVerify();
    }

    /** Every slot from the first to one that begins after this moment is settled for good and on chain. */
    private static JsonNode awaitEverySlotAndVerify() throws Exception {
        Instant now = stack.marketTime();
        stack.await(
                "every slot up to the next one is on chain",
                PATIENCE,
                () -> onChainUpTo().isAfter(now.plus(SLOT)));
        return stack.verify();
    }

    /** Soon: a server's shutdown takes a moment, and so does the system's collecting of dead processes. */
    private static void assertAllEnd(Map<String, Long> processes) {
        processes.forEach((name, pid) -> {
            for (int i = 0; i < 60 && ProcessHandle.of(pid).isPresent(); i++) {
                RunningStack.pause(Duration.ofMillis(500));
            }
            assertThat(ProcessHandle.of(pid)).as(name).isEmpty();
        });
    }

    /** Where the unbroken row of final slots on chain ends; the beginning of time while a service is away. */
    private static Instant onChainUpTo() {
        Instant end = Instant.EPOCH;
        for (SlotSettlement settlement : onChain().toList()) {
            boolean follows = end.equals(Instant.EPOCH)
                    ? settlement.slot().start().equals(stack.firstSlot())
                    : settlement.slot().start().equals(end);
            if (!follows) {
                return end;
            }
            end = settlement.slot().end();
        }
        return end;
    }

    /** Final slots that a mined batch covers, in order. Services are killed here: one that is away is asked later. */
    private static Stream<SlotSettlement> onChain() {
        try {
            long committed = stack.committedUpTo();
            return stack.settlements().stream()
                    .filter(settlement -> settlement.slot().number() < committed);
        } catch (UncheckedIOException away) {
            return Stream.empty();
        }
    }

    private static boolean hasTradeBetweenHomes(SlotSettlement settlement) {
        return settlement.trades().stream()
                .anyMatch(trade -> trade.settled().compareTo(Energy.ZERO) > 0
                        && !trade.seller().equals(trade.buyer()));
    }
}
