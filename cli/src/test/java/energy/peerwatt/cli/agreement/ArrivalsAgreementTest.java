package energy.peerwatt.cli.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.CanonicalJson;
import energy.peerwatt.messages.evidence.EnergySource;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.ClearingResult.Step;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.evidence.book.SealedBook.Mode;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.BuildingId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.clearing.domain.sealed.SealedClearing;
import energy.peerwatt.verifier.market.TreeClearing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The order book and the verifier let orders meet as they come by methods of their own, and give the same bytes. */
class ArrivalsAgreementTest {
    private static final int BOOKS = 3_000;
    private static final Slot SLOT = new Slot(Instant.parse("2026-06-01T10:30:00Z"), Duration.ofMinutes(15));
    private static final Instant FIRST = Instant.parse("2026-06-01T10:00:00Z");

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"CONTINUOUS_ASK", "CONTINUOUS_OLDER"})
    void everyRoundGivesTheSameBytes(Mode mode) {
        int direct = 0;
        int continuous = 0;
        int onlyIndicative = 0;
        int byAlternatives = 0;
        for (long seed = 0; seed < BOOKS; seed++) {
            SealedBook book = book(new SplittableRandom(seed), mode);
            ClearingResult result = SealedClearing.clear(book);
            assertThat(canonical(TreeClearing.clear(book))).as("seed %d", seed).isEqualTo(canonical(result));

            onlyIndicative += result.indicative() != null ? 1 : 0;
            for (ClearingResult.Fill fill : result.fills()) {
                direct += fill.step() == Step.DIRECT_BUY ? 1 : 0;
                continuous += fill.step() == Step.CONTINUOUS ? 1 : 0;
                byAlternatives += fill.sellAlternative() != null && fill.buyAlternative() != null ? 1 : 0;
            }
        }
        // That they agreed says something only if every case was there.
        assertThat(direct).isGreaterThan(50);
        assertThat(continuous).isGreaterThan(BOOKS);
        assertThat(onlyIndicative).isGreaterThan(BOOKS / 50);
        assertThat(byAlternatives).isGreaterThan(BOOKS / 50);
    }

    private static String canonical(ClearingResult result) {
        return new String(CanonicalJson.bytes(result), StandardCharsets.UTF_8);
    }

    /** Few prices and times and small quantities, so that ties, limits that bind and parts too small all happen often. */
    private static SealedBook book(SplittableRandom random, Mode mode) {
        List<SealedBook.Zone> zones = new ArrayList<>();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            String parent = zones.isEmpty() || random.nextInt(10) == 0 ? null : "Z" + random.nextInt(zones.size());
            zones.add(new SealedBook.Zone(
                    new GridZoneId("Z" + zones.size()),
                    parent == null ? null : new GridZoneId(parent),
                    1,
                    new Price(random.nextInt(4)),
                    new Price(random.nextInt(3)),
                    limit(random),
                    limit(random)));
        }
        List<SealedBook.Order> orders = new ArrayList<>();
        int count = 2 + random.nextInt(24);
        for (int i = 0; i < count; i++) {
            orders.add(order(i, count, zones, random));
        }
        CommunityId community = new CommunityId(new UUID(1, 1));
        return new SealedBook(
                SealedBook.VERSION,
                community,
                SLOT,
                0,
                null,
                null,
                random.nextBoolean(),
                mode,
                PriceRule.EQUILIBRIUM,
                new Price(1),
                zones,
                orders);
    }

    private static SealedBook.Order order(int number, int count, List<SealedBook.Zone> zones, SplittableRandom random) {
        boolean sells = random.nextBoolean();
        return new SealedBook.Order(
                id(number),
                account(random.nextInt(9)),
                zones.get(random.nextInt(zones.size())).id(),
                sells ? Side.SELL : Side.BUY,
                new Energy(1 + random.nextInt(12)),
                null,
                limit(random, sells),
                sells && random.nextInt(4) == 0 ? new Price(random.nextInt(10)) : null,
                !sells && random.nextInt(4) == 0 ? new Price(random.nextInt(20)) : null,
                FIRST.plusSeconds(random.nextInt(count)),
                random.nextInt(4) == 0 ? new Energy(random.nextInt(6)) : null,
                random.nextInt(3) == 0 ? new BuildingId("house-" + random.nextInt(2)) : null,
                sells && random.nextBoolean() ? source(random) : null,
                List.of(),
                null,
                preferences(random, sells),
                !sells && random.nextInt(4) == 0 ? id(random.nextInt(count)) : null,
                null);
    }

    /** Not in the order of their numbers. */
    private static OrderId id(int number) {
        return new OrderId(new UUID(2, number * 0x9E3779B97F4A7C15L >>> 8));
    }

    private static AccountId account(int number) {
        return new AccountId(new UUID(3, number));
    }

    private static EnergySource source(SplittableRandom random) {
        return EnergySource.values()[random.nextInt(3)];
    }

    private static Price limit(SplittableRandom random, boolean sells) {
        return new Price(sells ? random.nextInt(14) : 4 + random.nextInt(16));
    }

    private static List<SealedBook.Preference> preferences(SplittableRandom random, boolean sells) {
        List<SealedBook.Preference> preferences = new ArrayList<>();
        for (int n = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0; n > 0; n--) {
            preferences.add(new SealedBook.Preference(
                    random.nextBoolean() ? List.of() : List.of(account(random.nextInt(9)), account(random.nextInt(9))),
                    sells || random.nextBoolean() ? List.of() : List.of(source(random)),
                    random.nextInt(4) == 0 ? random.nextInt(3) : null,
                    limit(random, sells),
                    random.nextBoolean() ? null : new Energy(1 + random.nextInt(6))));
        }
        return preferences;
    }

    private static @Nullable Energy limit(SplittableRandom random) {
        return random.nextInt(3) == 0 ? null : new Energy(random.nextInt(9));
    }
}
