package energy.peerwatt.supervisor.provision;

import energy.peerwatt.servers.realm.DemoPerson;
import energy.peerwatt.servers.realm.DemoSecrets;
import energy.peerwatt.servers.realm.PeerwattRealm;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Who can sign in to the demo: one household per home, an installer, a grid operator, a community manager. */
public final class DemoPeople {
    /** The client by which the stack sets itself up. */
    public static final String LOCAL_STACK = "local-stack";

    /** The client by which {@code ./peerwatt verify} reads. */
    public static final String AUDITOR = "verifier";

    private static final String INSTALLER = "installer";
    private static final String OPERATOR = "operator";
    private static final String MANAGER = "manager";
    private static final Map<String, String> COMMUNITY =
            Map.of("community_id", DemoCast.COMMUNITY.value().toString());

    private DemoPeople() {}

    public static List<DemoPerson> of(int homes) {
        Stream<DemoPerson> households = IntStream.range(0, homes)
                .mapToObj(home ->
                        DemoPerson.household(home + 1, DemoCast.account(home).value(), DemoCast.COMMUNITY.value()));
        Stream<DemoPerson> staff = Stream.of(
                new DemoPerson(INSTALLER, "Ines Installer", "installer", COMMUNITY),
                new DemoPerson(OPERATOR, "Oskar Operator", "grid-operator", COMMUNITY),
                new DemoPerson(MANAGER, "Mona Manager", "community-manager", COMMUNITY));
        return Stream.concat(households, staff).toList();
    }

    /** The realm was imported when the stack first ran; a street that has grown since has households it lacks. */
    public static void addMissing(ServiceClient keycloak, List<DemoPerson> people) {
        keycloak.post("/admin/realms/" + PeerwattRealm.NAME + "/partialImport", PeerwattRealm.missing(people));
    }

    /** For whoever wants to sign in. */
    public static String describe(int homes) {
        return "household-1 to household-" + homes + ", " + INSTALLER + ", " + OPERATOR + ", " + MANAGER + "; password "
                + DemoSecrets.PASSWORD;
    }
}
