package energy.peerwatt.metergateway.control.domain;

import energy.peerwatt.messages.event.DispatchRequested;
import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.messages.evidence.DispatchOrder;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.messages.id.GatewayId;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether an order is carried out.
 *
 * @param gateway this one
 * @param misfit why a home cannot do what an order asks for, as far as its devices have said; empty if it can
 * @param longestWindow the most that an order may hold a device, market time
 */
public record Admission(GatewayId gateway, Function<DispatchOrder, Optional<String>> misfit, Duration longestWindow) {
    /** The key that orders have to be signed with. */
    public sealed interface Signer {
        record Known(PublicKey key) implements Signer {}

        /** @param reason why there is none */
        record Missing(String reason) implements Signer {}
    }

    /** What is done with an order. */
    public sealed interface Verdict {
        record Accepted() implements Verdict {}

        record Refused(String reason) implements Verdict {}

        /** It came before; it was answered then. */
        record Repeated() implements Verdict {}

        /** Not signed, yet about a dispatch that is; an answer would look like one to the signed order. */
        record Distrusted(String reason) implements Verdict {}
    }

    /** Tells an order from every other, its signature included. */
    public static String fingerprint(DispatchRequested request) {
        String whole = request.order() + "|" + request.signature();
        return HexFormat.of().formatHex(Hashing.sha256(whole.getBytes(StandardCharsets.UTF_8)));
    }

    /** @param order what {@code request} holds */
    public Verdict judge(
            DispatchRequested request, DispatchOrder order, Signer signer, DispatchBook book, Instant now) {
        Optional<Dispatch> known = book.find(order.dispatch());
        if (known.isPresent() && known.get().order().equals(order) || book.wasRefused(fingerprint(request))) {
            return new Verdict.Repeated();
        }
        Optional<String> unsigned = unsigned(request, signer);
        if (unsigned.isPresent()) {
            return known.isPresent() ? new Verdict.Distrusted(unsigned.get()) : new Verdict.Refused(unsigned.get());
        }
        List<String> wrong = new ArrayList<>();
        if (!order.gateway().equals(gateway)) {
            wrong.add("it is for gateway " + order.gateway() + ", this is " + gateway);
        }
        misfit.apply(order).ifPresent(wrong::add);
        known.filter(dispatch -> order.revision() <= dispatch.order().revision())
                .ifPresent(dispatch -> wrong.add("revision " + order.revision() + " is not above "
                        + dispatch.order().revision() + ", which was accepted"));
        known.filter(dispatch -> !dispatch.order().meter().equals(order.meter()))
                .ifPresent(dispatch -> wrong.add("dispatch " + order.dispatch() + " is for meter "
                        + dispatch.order().meter() + ", a revision cannot move it"));
        if (order.kind() != DispatchKind.RELEASE) {
            window(order, book, now).forEach(wrong::add);
        }
        return wrong.isEmpty() ? new Verdict.Accepted() : new Verdict.Refused(String.join("; ", wrong));
    }

    private static Optional<String> unsigned(DispatchRequested request, Signer signer) {
        return switch (signer) {
            case Signer.Missing missing -> Optional.of(missing.reason());
            case Signer.Known known ->
                request.isSignedBy(known.key())
                        ? Optional.empty()
                        : Optional.of("its signature is not the grid service's");
        };
    }

    private List<String> window(DispatchOrder order, DispatchBook book, Instant now) {
        List<String> wrong = new ArrayList<>();
        if (!now.isBefore(order.end())) {
            wrong.add("it was over at " + order.end() + ", it is " + now);
        }
        Duration length = Duration.between(order.start(), order.end());
        if (length.compareTo(longestWindow) > 0) {
            wrong.add("it would hold the device for " + length + ", allowed are " + longestWindow);
        }
        book.of(order.meter()).stream()
                .filter(other -> !other.id().equals(order.dispatch()))
                .filter(other -> other.claims(order.start(), order.end()))
                .flatMap(other -> Contradiction.of(order, other).stream())
                .forEach(wrong::add);
        return wrong;
    }
}
