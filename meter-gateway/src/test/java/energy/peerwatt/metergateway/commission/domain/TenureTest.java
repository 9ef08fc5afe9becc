package energy.peerwatt.metergateway.commission.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.id.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TenureTest {
    private static final Instant START = Instant.parse("2026-06-21T10:00:00Z");
    private static final Binding FIRST = ((Fact.Bound) CommissioningTest.WAY.get(6)).binding();
    private static final AccountId ONE = FIRST.account();
    private static final AccountId TWO = AccountId.of("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4a02");

    private final List<JournalEntry> journal = new ArrayList<>();

    @Test
    void whoeverWasTheFirstSeesEverythingAndGoesOnDoingSoWhenItIsTakenOutOfService() {
        service(ONE, Binding.Role.GRID);
        add(new Fact.Suspended("rebuilt", null), true);
        add(new Fact.Retired("gone", null), true);

        assertThat(newest(Optional.empty(), false)).contains(new Tenure(ONE, Instant.EPOCH));
        assertThat(newest(Optional.of(ONE), true)).contains(new Tenure(ONE, Instant.EPOCH));
    }

    @Test
    void whoeverFollowsSeesNothingOfBefore() {
        service(ONE, Binding.Role.GRID);
        add(new Fact.ReplacementBegun("broken", null), true);
        assertThat(newest(Optional.empty(), false).orElseThrow().account()).isEqualTo(ONE);
        Instant activated = service(TWO, Binding.Role.GRID);
        service(TWO, Binding.Role.GRID);

        assertThat(newest(Optional.empty(), false)).contains(new Tenure(TWO, activated));
    }

    @Test
    void theDevicesFileWasThereBeforeTheFirstBinding() {
        assertThat(newest(Optional.of(ONE), true)).contains(new Tenure(ONE, Instant.EPOCH));
        assertThat(newest(Optional.empty(), true)).isEmpty();

        Instant activated = service(TWO, Binding.Role.GRID);

        assertThat(newest(Optional.of(ONE), true)).contains(new Tenure(TWO, activated));
        assertThat(newest(Optional.empty(), true)).contains(new Tenure(TWO, activated));
    }

    @Test
    void onlyWhatCameIntoServiceAsTheMeterOfTheGridCounts() {
        add(bound(ONE, Binding.Role.GRID), true);
        assertThat(newest(Optional.empty(), false)).isEmpty();
        add(new Fact.Activated(null), false);
        assertThat(newest(Optional.empty(), false)).isEmpty();
        service(ONE, Binding.Role.LOAD);
        assertThat(newest(Optional.empty(), false)).isEmpty();
    }

    private Optional<Tenure> newest(Optional<AccountId> listed, boolean isListed) {
        return Tenure.newest(Tenure.of(journal), listed, isListed);
    }

    private Instant service(AccountId account, Binding.Role role) {
        add(bound(account, role), true);
        return add(new Fact.Activated(null), true);
    }

    private Instant add(Fact fact, boolean passed) {
        Instant at = START.plus(Duration.ofHours(journal.size()));
        journal.add(new JournalEntry(
                FIRST.meter(), journal.size() + 1, 1, at, at, "installer", passed, fact, List.of(), List.of()));
        return at;
    }

    private static Fact bound(AccountId account, Binding.Role role) {
        Binding binding = new Binding(
                FIRST.meter(),
                FIRST.gateway(),
                account,
                FIRST.zone(),
                role,
                FIRST.serial(),
                FIRST.profileHash(),
                FIRST.sealNumber(),
                FIRST.photoSha256(),
                FIRST.start(),
                FIRST.epoch(),
                FIRST.at(),
                FIRST.salt(),
                null);
        return new Fact.Bound(binding, BindingStatement.metaHash(binding));
    }
}
