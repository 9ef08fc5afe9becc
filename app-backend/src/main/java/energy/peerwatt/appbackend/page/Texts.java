package energy.peerwatt.appbackend.page;

import energy.peerwatt.appbackend.config.AppConfig;
import energy.peerwatt.appbackend.live.domain.OwnCall;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.quantity.TokenAmount;
import io.quarkus.arc.Arc;
import io.quarkus.qute.TemplateExtension;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How numbers are written on pages; rounding here is for the eye only. */
@TemplateExtension(namespace = "text")
final class Texts {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ENGLISH);
    private static final int THOUSAND = 1_000;

    private Texts() {}

    /** Without a sign: the words say the direction. */
    static String power(Long watts) {
        return kilo(Math.abs(watts), "W", "kW", 1);
    }

    static String signedPower(Long watts) {
        return (watts < 0 ? "−" : "") + power(watts);
    }

    static String energy(Long wattHours) {
        return (wattHours < 0 ? "−" : "") + kilo(Math.abs(wattHours), "Wh", "kWh", 2);
    }

    static String wh(Energy energy) {
        return energy(energy.wattHours());
    }

    private static String kilo(long value, String unit, String kilo, int decimals) {
        return value < THOUSAND
                ? value + " " + unit
                : BigDecimal.valueOf(value, 3).setScale(decimals, RoundingMode.HALF_UP) + " " + kilo;
    }

    /** Nano-currency; four decimals, since a slot is worth cents. */
    static String money(Long nano) {
        BigDecimal euro = BigDecimal.valueOf(nano, 9).setScale(4, RoundingMode.HALF_UP);
        return (euro.signum() < 0 ? "−" : "") + "€ " + euro.abs().toPlainString();
    }

    static String amount(Money money) {
        return money(money.nano());
    }

    static String watt(Long nano) {
        return BigDecimal.valueOf(nano, 9).setScale(3, RoundingMode.HALF_UP).toPlainString() + " WATT";
    }

    static String tokens(TokenAmount tokens) {
        return watt(tokens.nano());
    }

    static String cents(Price price) {
        return BigDecimal.valueOf(price.microPerKwh(), 4)
                        .setScale(2, RoundingMode.HALF_UP)
                        .toPlainString() + " ct/kWh";
    }

    static String percent(Integer permille) {
        return permille / 10 + " %";
    }

    static String time(Instant at) {
        return TIME.format(at.atZone(config().zone()));
    }

    static String day(Instant at) {
        return DAY.format(at.atZone(config().zone()));
    }

    /** How long until a call begins or ends, market time; the page's script writes the same (countdown). */
    static String countdown(OwnCall call, Instant now) {
        if (now.isBefore(call.start())) {
            return "Begins in " + minutes(now, call.start()) + ".";
        }
        return now.isBefore(call.end()) ? "Runs for another " + minutes(now, call.end()) + "." : "Is over.";
    }

    private static String minutes(Instant from, Instant to) {
        return Duration.between(from, to).plusSeconds(59).toMinutes() + " min";
    }

    /** Real time to the millisecond, as exchanges on a bus need it. */
    static String moment(Instant at) {
        return MOMENT.format(at.atZone(config().zone()));
    }

    static String milliseconds(Long microseconds) {
        return BigDecimal.valueOf(microseconds, 3).setScale(1, RoundingMode.HALF_UP) + " ms";
    }

    static String tenths(Integer permille) {
        return BigDecimal.valueOf(permille, 1) + " %";
    }

    /** ENDED to Ended, NOT_OBSERVED to Not observed. */
    static String word(Object constant) {
        String text = constant.toString().replace('_', ' ').toLowerCase(Locale.ENGLISH);
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** The first group of an id, enough to tell devices apart. */
    static String brief(Object id) {
        String text = id.toString();
        return text.length() > 8 ? text.substring(0, 8) + "…" : text;
    }

    private static AppConfig config() {
        return Arc.container().instance(AppConfig.class).get();
    }
}
