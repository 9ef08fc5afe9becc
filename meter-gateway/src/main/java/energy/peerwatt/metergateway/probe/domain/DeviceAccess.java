package energy.peerwatt.metergateway.probe.domain;

import energy.peerwatt.metergateway.link.domain.DeviceIdentification;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.IdentificationWalk;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.sunspec.domain.RegisterSource.Answer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One unit of a bus and its parts. What the device said to a question is remembered for as long as this lives, so that
 * many profiles can look at the same registers. An interrupt shows as a failure and stays set.
 */
public final class DeviceAccess implements RegisterAccess {
    private static final int TRIES = 3;
    private static final RegisterBlock ANY_REGISTER = new RegisterBlock(RegisterFunction.HOLDING, 0, 1);

    private final Asker asker;
    private final int unit;
    private final Map<String, Integer> parts;
    private final Map<RegisterRequest, Answer> said = new HashMap<>();
    private @Nullable Optional<DeviceIdentification> identification;
    private boolean failed;
    private String lastFailure = "";

    /** @param parts Modbus units of the device's parts, by name */
    public DeviceAccess(Asker asker, int unit, Map<String, Integer> parts) {
        this.asker = asker;
        this.unit = unit;
        this.parts = Map.copyOf(parts);
    }

    @Override
    public Answer read(Optional<String> part, RegisterBlock block) {
        RegisterRequest request = new RegisterRequest(
                part.map(name -> parts.getOrDefault(name, unit)).orElse(unit), block);
        Answer before = said.get(request);
        if (before != null) {
            return before;
        }
        Answer now = ask(request);
        if (now instanceof Answer.Failed failure) {
            failed = true;
            lastFailure = failure.reason();
        } else {
            said.put(request, now);
        }
        return now;
    }

    /** A device that does not answer this question has not failed: many do not know the function. */
    @Override
    public Optional<DeviceIdentification> identification() {
        Optional<DeviceIdentification> before = identification;
        if (before != null) {
            return before;
        }
        Optional<DeviceIdentification> now;
        try {
            now = IdentificationWalk.read(asker::ask, unit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            now = Optional.empty();
        }
        identification = now;
        return now;
    }

    /** Asks whether anybody is there, several times if need be: every conforming device answers a read, if only to refuse it. */
    public boolean isThere() {
        for (int i = 0; i < TRIES && !answered() && !Thread.currentThread().isInterrupted(); i++) {
            read(Optional.empty(), ANY_REGISTER);
        }
        return answered();
    }

    /** Whether the device has answered anything at all. */
    public boolean answered() {
        return !said.isEmpty() || identification != null && identification.isPresent();
    }

    /** Why a question had no answer; empty if every one had. */
    public String lastFailure() {
        return lastFailure;
    }

    /** Whether a question had no answer, not even a refusal: what was read since is not whole. */
    public boolean failed() {
        return failed;
    }

    private Answer ask(RegisterRequest request) {
        try {
            return switch (asker.ask(request)) {
                case Exchange.Registers registers -> new Answer.Words(registers.words());
                case Exchange.DeviceException refused ->
                    refused.code() == Exchange.DeviceException.ILLEGAL_ADDRESS
                                    || refused.code() == Exchange.DeviceException.ILLEGAL_FUNCTION
                                    || refused.code() == Exchange.DeviceException.ILLEGAL_VALUE
                            ? new Answer.NoSuchAddress()
                            : new Answer.Failed("device exception " + refused.code());
                case Exchange.Timeout _ -> new Answer.Failed("no answer in time");
                case Exchange.Corrupt corrupt -> new Answer.Failed("corrupt reply: " + corrupt.reason());
                case Exchange.NotSent unsent -> new Answer.Failed(unsent.reason());
                case Exchange.Written _, Exchange.Identification _ ->
                    throw new IllegalStateException("registers were to be read");
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Failed("interrupted");
        }
    }
}
