package energy.peerwatt.appbackend.it;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;

/** Runs the service with a Keycloak instead of test tokens. */
public final class RealIdentity implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(IdentityServers.class));
    }

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }
}
