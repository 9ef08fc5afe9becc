package energy.peerwatt.supervisor.ports;

import energy.peerwatt.servers.FreePorts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds every port that cannot be had before anything is started. */
public final class PortCheck {
    private static final int HIGHEST = 65_535;

    private PortCheck() {}

    /** One sentence per port that is taken, asked for twice, or no port; empty if all can be had. */
    public static List<String> problems(List<StackPorts.Need> needs) {
        List<String> problems = new ArrayList<>();
        Map<Integer, String> seen = new HashMap<>();
        for (StackPorts.Need need : needs) {
            String earlier = seen.putIfAbsent(need.port(), need.what());
            if (earlier != null) {
                problems.add("port " + need.port() + " is wanted by " + earlier + " and by " + need.what()
                        + "; move one with " + need.option() + " N");
            } else if (need.port() < 1 || need.port() > HIGHEST) {
                problems.add(
                        need.port() + " for " + need.what() + " is not a port; choose with " + need.option() + " N");
            } else if (!FreePorts.isFree(need.port())) {
                problems.add("port " + need.port() + " for " + need.what() + " is taken; move it with " + need.option()
                        + " N, or everything with --port-offset N");
            }
        }
        return problems;
    }
}
