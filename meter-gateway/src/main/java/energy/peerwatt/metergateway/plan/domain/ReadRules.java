package energy.peerwatt.metergateway.plan.domain;

import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.profile.domain.Profile.Address;
import java.util.HashSet;
import java.util.Set;

/**
 * What a request to a device may look like.
 *
 * @param maxRegisters the most in one request
 * @param hole so many registers that nobody wants cost less than another request
 * @param barriers no request reaches across these; one may begin there
 * @param singles nothing is read in one request with these
 */
public record ReadRules(int maxRegisters, int hole, Set<Address> barriers, Set<Address> singles) {
    /** A request and the head of its reply take about as long as this many registers. */
    public static final int HOLE_ON_LINE = 7;
    /** On a network another request is another way there and back. */
    public static final int HOLE_ON_TCP = 32;

    public ReadRules {
        barriers = Set.copyOf(barriers);
        singles = Set.copyOf(singles);
    }

    public static ReadRules of(Profile profile, Endpoint endpoint) {
        int hole =
                switch (endpoint) {
                    case Endpoint.Tcp _, Endpoint.Tls _ -> HOLE_ON_TCP;
                    case Endpoint.RtuOverTcp _, Endpoint.Serial _ -> HOLE_ON_LINE;
                };
        return of(profile, hole);
    }

    /** On whatever it is reached by; the hole of a line costs little on a network. */
    public static ReadRules of(Profile profile, int hole) {
        return new ReadRules(
                profile.limits().maxRegisters(),
                hole,
                profile.link().barriers(),
                profile.link().singles());
    }

    ReadRules withBarriers(Set<Address> more) {
        Set<Address> all = new HashSet<>(barriers);
        all.addAll(more);
        return new ReadRules(maxRegisters, hole, all, singles);
    }
}
