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
 */
public record Shell(Person person, Role current, Instant marketTime, String live) {}
