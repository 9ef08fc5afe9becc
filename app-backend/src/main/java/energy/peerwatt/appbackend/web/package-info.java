/** What holds for every answer: security headers, protection against forged requests, problems. */
@NullMarked
package energy.peerwatt.appbackend.web;

import org.jspecify.annotations.NullMarked;
