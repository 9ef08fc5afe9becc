package energy.peerwatt.gridservice.verification.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.evidence.Hash32;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows from {@link VerificationInputs}. */
public record VerificationResult(String policy, Hash32 inputHash, List<Line> lines) {
    public VerificationResult {
        lines = List.copyOf(lines);
    }

    /**
     * @param line what is paid
     * @param excluded why nothing counts; absent if it does
     * @param days the baseline was taken from
     * @param adjustmentWh added to every slot of it
     * @param responseWh baseline minus measured, over the event
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(
            ResponseVerified.Line line,
            @Nullable String excluded,
            List<LocalDate> days,
            long adjustmentWh,
            long deadBandWh,
            long responseWh,
            long capWh) {
        public Line {
            days = List.copyOf(days);
        }
    }

    /** Whether anybody could be measured. */
    public boolean hasMeasured() {
        return lines.stream().anyMatch(line -> line.excluded() == null);
    }
}
