package energy.peerwatt.metergateway.commission.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.probe.domain.Finding;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommissioningTest {
    static final MeterId METER = MeterId.of("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4d01");
    private static final GatewayId GATEWAY = GatewayId.of("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5d");
    private static final Instant NOW = Instant.parse("2026-06-21T10:00:00Z");
    private static final Hash32 HASH = new Hash32("0x" + "ab".repeat(32));

    static final List<Fact> WAY = List.of(
            new Fact.Opened(new Target("tcp://127.0.0.1:502", 1, Supply.EUROPE), null),
            new Fact.Scanned(List.of(new Finding(1, Finding.Kind.KNOWN, "eastron-sdm630")), 0, null),
            new Fact.Identified(device("1001")),
            new Fact.Configured(0),
            new Fact.Measured(NOW, NOW.plusSeconds(120), 121),
            new Fact.Directed(DirectionTest.Kind.LOAD, "L1 +2000 W", null),
            new Fact.Bound(binding("1001"), HASH),
            new Fact.Sealed(HASH, HASH, HASH, "00", HASH, HASH, "00"),
            new Fact.Registered(new Registration(HASH, 7, 31337, METER, GATEWAY, "0xaa", HASH, NOW)),
            new Fact.Activated(null));

    @Test
    void eachStepLeadsToTheNextStage() {
        Commissioning commissioning = new Commissioning(METER);

        for (int i = 0; i < WAY.size(); i++) {
            commissioning.apply(entry(commissioning, WAY.get(i), true, 1));
            assertThat(commissioning.state()).isEqualTo(Stage.values()[i]);
        }
        assertThat(commissioning.fact(Fact.Bound.class)).isPresent();
    }

    static Stream<Arguments> table() {
        return Stream.of(
                Arguments.of(Action.OPEN, Stage.CREATED, Stage.BOUND),
                Arguments.of(Action.SCAN, Stage.CREATED, Stage.BOUND),
                Arguments.of(Action.IDENTIFY, Stage.SCANNED, Stage.BOUND),
                Arguments.of(Action.CHECK_CONFIGURATION, Stage.IDENTIFIED, Stage.BOUND),
                Arguments.of(Action.MEASURE, Stage.CONFIG_CHECKED, Stage.BOUND),
                Arguments.of(Action.PROVE_DIRECTION, Stage.MEASURED, Stage.BOUND),
                Arguments.of(Action.BIND, Stage.DIRECTION_PROVEN, Stage.BOUND),
                Arguments.of(Action.SEAL, Stage.BOUND, Stage.BOUND),
                Arguments.of(Action.REGISTER, Stage.SEALED, Stage.SEALED),
                Arguments.of(Action.ACTIVATE, Stage.REGISTERED, Stage.REGISTERED),
                Arguments.of(Action.SUSPEND, Stage.SEALED, Stage.ACTIVE),
                Arguments.of(Action.REPLACE, Stage.SEALED, Stage.ACTIVE),
                Arguments.of(Action.RETIRE, Stage.CREATED, Stage.ACTIVE));
    }

    @ParameterizedTest(name = "{0} from {1} to {2}")
    @MethodSource("table")
    void noStepCanBeSkippedAndNoneUndoneOnceSigned(Action action, Stage first, Stage last) {
        for (Stage stage : Stage.values()) {
            assertThat(at(stage).refusal(action).isEmpty())
                    .as("%s at %s", action, stage)
                    .isEqualTo(stage.atLeast(first) && last.atLeast(stage));
        }
    }

    @Test
    void anAttemptThatFailsIsKeptAndChangesNothing() {
        Commissioning commissioning = at(Stage.SCANNED);

        commissioning.apply(entry(commissioning, new Fact.Identified(device("")), false, 1));

        assertThat(commissioning.state()).isEqualTo(Stage.SCANNED);
        assertThat(commissioning.device()).isEmpty();
        assertThat(commissioning.entries()).hasSize(3);
    }

    @Test
    void aStepThatIsDoneAgainHasTheLaterOnesDoneAgain() {
        Commissioning commissioning = at(Stage.DIRECTION_PROVEN);

        commissioning.apply(entry(commissioning, new Fact.Identified(device("1002")), true, 1));

        assertThat(commissioning.state()).isEqualTo(Stage.IDENTIFIED);
        assertThat(commissioning.device()).map(DeviceIdentity::serial).contains("1002");
        assertThat(commissioning.refusal(Action.MEASURE)).isPresent();
    }

    @Test
    void whatIsSuspendedGoesOnWhereItWas() {
        Commissioning commissioning = at(Stage.REGISTERED);

        commissioning.apply(
                entry(commissioning, new Fact.Suspended("the house is rebuilt", new Counters(120, 60)), true, 1));
        assertThat(commissioning.state()).isEqualTo(new State.Suspended(Stage.REGISTERED));
        assertThat(commissioning.refusal(Action.ACTIVATE)).get().asString().contains("SUSPENDED");
        commissioning.apply(entry(commissioning, new Fact.Resumed(null), true, 1));

        assertThat(commissioning.state()).isEqualTo(Stage.REGISTERED);
    }

    @Test
    void anExchangeBeginsANewDeviceAndKeepsTheOldOnesHistory() {
        Commissioning commissioning = at(Stage.ACTIVE);

        commissioning.apply(
                entry(commissioning, new Fact.ReplacementBegun("it is broken", new Counters(5, 6)), true, 1));
        assertThat(commissioning.refusal(Action.SCAN)).isPresent();
        assertThat(commissioning.roundOf(Action.OPEN)).isEqualTo(2);
        commissioning.apply(entry(commissioning, WAY.getFirst(), true, 2));

        assertThat(commissioning.state()).isEqualTo(Stage.CREATED);
        assertThat(commissioning.round()).isEqualTo(2);
        assertThat(commissioning.fact(Fact.Bound.class)).isEmpty();
        assertThat(commissioning.entries()).hasSize(WAY.size() + 2);
    }

    @Test
    void whatIsRetiredStaysSo() {
        Commissioning commissioning = at(Stage.MEASURED);

        commissioning.apply(entry(commissioning, new Fact.Retired("wrong house", null), true, 1));

        for (Action action : Action.values()) {
            assertThat(commissioning.refusal(action)).isPresent();
        }
    }

    @Test
    void journalsOfBeforeRolesWereNamedMeanTheGridUntilTheyBindSomethingElse() throws Exception {
        Fact opened = Json.mapper().readValue("""
                        {"step":"OPENED","target":{"url":"tcp://127.0.0.1:502","unit":1,
                         "supply":{"volts":230,"hertz":50,"phases":3}}}
                        """, Fact.class);
        Fact activated = Json.mapper().readValue("{\"step\":\"ACTIVATED\"}", Fact.class);
        Fact resumed = Json.mapper().readValue("{\"step\":\"RESUMED\"}", Fact.class);

        assertThat(opened).isEqualTo(WAY.getFirst());
        assertThat(activated).isEqualTo(new Fact.Activated(null));
        assertThat(resumed).isEqualTo(new Fact.Resumed(null));
        assertThat(Json.mapper().writeValueAsString(opened))
                .as("the hash of its report stays")
                .doesNotContain("role");
        assertThat(Json.mapper().writeValueAsString(activated)).doesNotContain("home");
        assertThat(Json.mapper().writeValueAsString(resumed)).doesNotContain("home");
        assertThat(at(Stage.DIRECTION_PROVEN).role()).isEqualTo(Binding.Role.GRID);
        Commissioning roof = at(Stage.DIRECTION_PROVEN);
        roof.apply(entry(roof, new Fact.Bound(binding("1001", Binding.Role.PV), HASH), true, 1));
        assertThat(roof.role()).isEqualTo(Binding.Role.PV);
    }

    @Test
    void theRoleThatADeviceIsOpenedInHoldsFromThenOn() {
        Commissioning commissioning = new Commissioning(METER);
        Target target = new Target("tcp://127.0.0.1:502", 1, Supply.EUROPE);

        commissioning.apply(entry(commissioning, new Fact.Opened(target, Binding.Role.BATTERY), true, 1));
        assertThat(commissioning.role()).isEqualTo(Binding.Role.BATTERY);
        commissioning.apply(entry(commissioning, new Fact.Opened(target, Binding.Role.PV), true, 1));
        assertThat(commissioning.role()).isEqualTo(Binding.Role.PV);
    }

    @Test
    void aJournalWithAGapIsNotBelieved() {
        Commissioning commissioning = at(Stage.CREATED);
        JournalEntry later =
                new JournalEntry(METER, 3, 1, NOW, NOW, "installer", true, WAY.get(1), List.of(), List.of());

        assertThatThrownBy(() -> commissioning.apply(later)).hasMessageContaining("does not follow");
    }

    private static Commissioning at(Stage stage) {
        Commissioning commissioning = new Commissioning(METER);
        WAY.subList(0, stage.ordinal() + 1).forEach(fact -> commissioning.apply(entry(commissioning, fact, true, 1)));
        return commissioning;
    }

    static JournalEntry entry(Commissioning to, Fact fact, boolean passed, int round) {
        return new JournalEntry(
                METER, to.nextNumber(), round, NOW, NOW, "installer", passed, fact, List.of(), List.of());
    }

    private static DeviceIdentity device(String serial) {
        return new DeviceIdentity(
                DeviceIdentity.Method.BY_HAND, "eastron-sdm630", "0011223344556677", "", "", "", serial, null);
    }

    private static Binding binding(String serial) {
        return binding(serial, Binding.Role.GRID);
    }

    private static Binding binding(String serial, Binding.Role role) {
        return new Binding(
                METER,
                GATEWAY,
                AccountId.of("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4a01"),
                new GridZoneId("zone-1"),
                role,
                serial,
                "0011223344556677",
                "A-17",
                "",
                new Counters(100, 50),
                1,
                NOW,
                "00".repeat(32),
                null);
    }
}
