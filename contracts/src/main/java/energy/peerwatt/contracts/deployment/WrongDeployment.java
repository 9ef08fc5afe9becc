package energy.peerwatt.contracts.deployment;

import java.util.List;

/** The chain is not the one, or does not hold the contracts, that were expected. */
public final class WrongDeployment extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongDeployment(List<String> differences) {
        super(String.join("; ", differences));
    }
}
