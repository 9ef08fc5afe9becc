package energy.peerwatt.appbackend.page;

import energy.peerwatt.appbackend.person.Person;
import energy.peerwatt.appbackend.person.Role;
import java.time.Instant;

/**
 * What is around every page.
 *
 * @param current the role whose page this is
 * @param marketTime when it was rendered
 * @param live which stream the page follows; empty for none
 * @param address of the page
 */
public record Shell(Person person, Role current, Instant marketTime, String live, String address) {
    /** Around the first page of a role. */
    public Shell(Person person, Role current, Instant marketTime, String live) {
        this(person, current, marketTime, live, current.page());
    }
}
