package energy.peerwatt.orderbook.automation.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForecasterTest {
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Duration SLOT = Duration.ofMinutes(15);
    private static final Duration BEFORE_THE_SLOT = Duration.ofMinutes(7);
    private static final long LOAD_W = 400;
    private static final Forecaster KNOWS_THE_PLACE =
            new Forecaster(WINDOW, SLOT, new ClearSky(new Position(50_000_000, 0)));
    private static final Forecaster KNOWS_NO_PLACE = new Forecaster(WINDOW, SLOT, null);

    /** The roof follows a sun that is reckoned in another way: by Cooper's declination, without equation of time. */
    @Test
    void onACloudlessDayTheClearSkyForecastIsSeveralTimesBetterThanPersistence() {
        long persistence = 0;
        long clearSky = 0;
        int slots = 0;
        for (Slot slot = slot("2026-06-21T05:00:00Z");
                slot.start().isBefore(Instant.parse("2026-06-21T19:00:00Z"));
                slot = slot.next()) {
            long measured = energy(slot, at -> LOAD_W - cloudless(at));
            persistence += error(before(KNOWS_NO_PLACE, slot, ForecasterTest::cloudless, null), measured);
            clearSky += error(before(KNOWS_THE_PLACE, slot, ForecasterTest::cloudless, null), measured);
            slots++;
        }

        assertThat(clearSky * 4).isLessThan(persistence);
        assertThat(clearSky / slots).as("mean error in Wh of up to 1,250").isLessThan(15);
    }

    @Test
    void aPassingCloudTakesItsPartOfTheForecastAndNoMore() {
        Slot slot = slot("2026-06-21T12:00:00Z");
        Instant shade = slot.start().minus(BEFORE_THE_SLOT).minus(Duration.ofMinutes(5));
        ToLongFunction<Instant> clouded = at -> at.isAfter(shade) ? cloudless(at) / 5 : cloudless(at);

        long clear = net(before(KNOWS_THE_PLACE, slot, ForecasterTest::cloudless, null));
        long behindACloud = net(before(KNOWS_THE_PLACE, slot, clouded, null));

        assertThat(behindACloud - LOAD_W / 4)
                .as("a third of the time only a fifth of the sun: 11/15 of it")
                .isCloseTo((clear - LOAD_W / 4) * 11 / 15, within(25L));
    }

    @Test
    void withoutAPlaceOrAnInverterOrSunThereIsNoClearSkyPart() {
        Slot noon = slot("2026-06-21T12:00:00Z");
        Slot night = slot("2026-06-21T23:00:00Z");
        List<Telemetry> noInverter = List.of(new Telemetry(noon.start(), LOAD_W, null, null, null));

        assertThat(before(KNOWS_NO_PLACE, noon, ForecasterTest::cloudless, null).clearSky())
                .isNull();
        assertThat(KNOWS_THE_PLACE
                        .of(noon.start(), noInverter, 0)
                        .of(noon, null)
                        .clearSky())
                .isNull();
        BlendedForecast dark = before(KNOWS_THE_PLACE, night, ForecasterTest::cloudless, null);
        assertThat(dark.clearSky()).isNull();
        assertThat(dark.forecast().net()).isEqualTo(dark.persistence()).isEqualTo(new NetEnergy(LOAD_W / 4));
    }

    /** Each Monday from 06:00 to 07:00 UTC somebody bakes with 3 kW; nothing of it shows a day before. */
    @Test
    void aMondayIsLikeLastMondayTheMoreTheFurtherItIsOff() {
        Slot baking = slot("2026-06-22T06:00:00Z");
        NetEnergy lastMonday = new NetEnergy((3_000 + LOAD_W) / 4);
        List<Telemetry> quiet = tape(baking.start().minus(Duration.ofDays(1)), at -> 0);

        long dayBefore = net(KNOWS_NO_PLACE
                .of(baking.start().minus(Duration.ofDays(1)), quiet, 0)
                .of(baking, lastMonday));
        long atTheGate = net(before(KNOWS_NO_PLACE, baking, at -> 0, lastMonday));

        assertThat(dayBefore).isCloseTo(lastMonday.wattHours(), within(1L));
        assertThat(atTheGate).isBetween(LOAD_W / 4, LOAD_W / 4 + lastMonday.wattHours() / 10);
    }

    @Test
    void theWeightOfTheLastMinutesHalvesEveryTwoHours() {
        Slot slot = slot("2026-06-22T06:00:00Z");
        Instant middle = slot.start().plus(SLOT.dividedBy(2));

        assertThat(HomeOutlook.weightOfTheLastMinutes(middle, slot)).isEqualTo(1);
        assertThat(HomeOutlook.weightOfTheLastMinutes(middle.minus(Duration.ofHours(2)), slot))
                .isEqualTo(0.5);
        assertThat(HomeOutlook.weightOfTheLastMinutes(middle.minus(Duration.ofHours(6)), slot))
                .isEqualTo(0.125);
    }

    @Test
    void anOrderIsBackedWhereSomethingIsKnownOfItsSlot() {
        Slot noon = slot("2026-06-21T12:00:00Z");
        Instant twoHoursBefore = noon.start().plus(SLOT.dividedBy(2)).minus(Duration.ofHours(2));
        List<Telemetry> load = tape(twoHoursBefore, at -> 0);
        HomeOutlook near = KNOWS_NO_PLACE.of(twoHoursBefore, load, 0);
        HomeOutlook far = KNOWS_NO_PLACE.of(twoHoursBefore.minusSeconds(10), load, 0);
        NetEnergy lastWeek = new NetEnergy(-500);

        assertThat(near.backing(noon, null)).contains(new NetEnergy(LOAD_W / 4));
        assertThat(far.backing(noon, null))
                .as("what the night shows is nothing of noon")
                .isEmpty();
        assertThat(far.backing(noon, lastWeek))
                .contains(far.of(noon, lastWeek).forecast().net());
        Instant morning = Instant.parse("2026-06-21T08:00:00Z");
        assertThat(KNOWS_THE_PLACE
                        .of(morning, tape(morning, ForecasterTest::cloudless), 0)
                        .backing(noon, null))
                .as("four hours off, by the sun")
                .hasValueSatisfying(net -> assertThat(net.surplus().wattHours()).isPositive());
        assertThat(KNOWS_THE_PLACE.of(morning, List.of(), 0).backing(noon, lastWeek))
                .isEmpty();
    }

    @Test
    void withoutTelemetryLastWeekIsAllThereIs() {
        Slot slot = slot("2026-06-22T06:00:00Z");
        BlendedForecast forecast =
                KNOWS_THE_PLACE.of(slot.start(), List.of(), 0).of(slot, new NetEnergy(-77));

        assertThat(forecast.forecast()).isEqualTo(new Forecast(new NetEnergy(-77), Forecast.Quality.NONE, 0));
        assertThat(KNOWS_THE_PLACE.of(slot.start(), List.of(), 0).of(slot, null).forecast())
                .isEqualTo(Forecast.NOTHING);
    }

    private static BlendedForecast before(
            Forecaster forecaster, Slot slot, ToLongFunction<Instant> generationW, @Nullable NetEnergy lastWeek) {
        Instant now = slot.start().minus(BEFORE_THE_SLOT);
        return forecaster.of(now, tape(now, generationW), 0).of(slot, lastWeek);
    }

    /** The last quarter of an hour, every ten seconds. */
    private static List<Telemetry> tape(Instant now, ToLongFunction<Instant> generationW) {
        List<Telemetry> tape = new ArrayList<>();
        for (Instant at = now.minus(WINDOW).plusSeconds(10); !at.isAfter(now); at = at.plusSeconds(10)) {
            long generation = generationW.applyAsLong(at);
            tape.add(new Telemetry(at, LOAD_W - generation, null, null, generation));
        }
        return tape;
    }

    /** A roof of 5 kW at 50° north on the prime meridian. */
    private static long cloudless(Instant at) {
        long second = at.getEpochSecond() % 86_400;
        double declination = Math.toRadians(23.45 * Math.sin(Math.toRadians(360.0 / 365 * (284 + 172))));
        double latitude = Math.toRadians(50);
        double height = Math.sin(latitude) * Math.sin(declination)
                + Math.cos(latitude) * Math.cos(declination) * Math.cos(Math.PI * (second - 43_200) / 43_200.0);
        return height <= 0 ? 0 : (long) (5_000 * height * Math.pow(0.95, 1 / height));
    }

    private static long energy(Slot slot, ToLongFunction<Instant> watts) {
        long wattSeconds = 0;
        for (Instant at = slot.start(); at.isBefore(slot.end()); at = at.plusSeconds(10)) {
            wattSeconds += 10 * watts.applyAsLong(at);
        }
        return wattSeconds / 3_600;
    }

    private static long error(BlendedForecast forecast, long measured) {
        return Math.abs(net(forecast) - measured);
    }

    private static long net(BlendedForecast forecast) {
        return forecast.forecast().net().wattHours();
    }

    private static Slot slot(String start) {
        return new Slot(Instant.parse(start), SLOT);
    }
}
