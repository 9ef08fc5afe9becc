/** The contracts' functions and events as typed values, checked against the committed ABI. */
@NullMarked
package energy.peerwatt.contracts.binding;

import org.jspecify.annotations.NullMarked;
