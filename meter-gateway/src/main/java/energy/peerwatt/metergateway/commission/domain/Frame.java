package energy.peerwatt.metergateway.commission.domain;

import energy.peerwatt.metergateway.link.domain.BusRequest;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.IdentificationPage;
import energy.peerwatt.metergateway.link.domain.IdentificationRequest;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.link.domain.RegisterWrite;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A request and what came back, without the envelope of the bus. A reply whose registers were taken was checked byte by
 * byte, so these are the bytes that travelled.
 *
 * @param at real time of the answer
 * @param request function, address and count in hexadecimal digits
 * @param reply function, byte count and registers, or what a device says of itself, in hexadecimal digits; or in words
 *     why there is none
 */
public record Frame(Instant at, int unit, String request, String reply) {
    private static final int ERROR = 0x80;

    public static Frame of(Instant at, BusRequest request, Exchange exchange) {
        return new Frame(at, request.unit(), text(request), text(request, exchange));
    }

    private static String text(BusRequest request) {
        return switch (request) {
            case RegisterRequest read ->
                "%02x%04x%04x"
                        .formatted(
                                read.function(),
                                read.block().start(),
                                read.block().count());
            case IdentificationRequest who ->
                "%02x%02x%02x%02x"
                        .formatted(
                                who.function(),
                                IdentificationRequest.MEI_TYPE,
                                who.level().code(),
                                who.object());
            case RegisterWrite _ -> throw new IllegalArgumentException("commissioning writes nothing");
        };
    }

    private static String text(BusRequest request, Exchange exchange) {
        return switch (exchange) {
            case Exchange.Registers registers -> {
                StringBuilder hex = new StringBuilder("%02x%02x"
                        .formatted(request.function(), 2 * registers.words().size()));
                registers.words().forEach(word -> hex.append("%04x".formatted(word)));
                yield hex.toString();
            }
            case Exchange.Identification said -> text(said.page());
            case Exchange.DeviceException refused -> "%02x%02x".formatted(request.function() | ERROR, refused.code());
            case Exchange.Timeout _ -> "no answer in time";
            case Exchange.Corrupt corrupt -> "corrupt: " + corrupt.reason();
            case Exchange.NotSent unsent -> "not sent: " + unsent.reason();
            case Exchange.Written _ -> throw new IllegalArgumentException("commissioning writes nothing");
        };
    }

    private static String text(IdentificationPage page) {
        StringBuilder hex = new StringBuilder("%02x%02x%02x%02x%02x%02x%02x"
                .formatted(
                        IdentificationRequest.FUNCTION,
                        IdentificationRequest.MEI_TYPE,
                        page.level(),
                        page.conformity(),
                        page.next().isPresent() ? 0xFF : 0,
                        page.next().orElse(0),
                        page.entries().size()));
        for (IdentificationPage.Entry entry : page.entries()) {
            hex.append("%02x%02x".formatted(entry.object(), entry.octets().length()))
                    .append(HexFormat.of().formatHex(entry.octets().getBytes(StandardCharsets.ISO_8859_1)));
        }
        return hex.toString();
    }
}
