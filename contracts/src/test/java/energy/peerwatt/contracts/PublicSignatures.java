package energy.peerwatt.contracts;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/** What another module can see of a class is made of the JDK and PeerWatt, and of Jackson's tree. */
final class PublicSignatures extends ArchCondition<JavaClass> {
    PublicSignatures() {
        super("show no web3j or OkHttp type");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        for (JavaCodeUnit unit : type.getCodeUnits()) {
            boolean leaks = unit.getModifiers().contains(JavaModifier.PUBLIC)
                    && Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream())
                            .map(JavaClass::getPackageName)
                            .anyMatch(name -> name.startsWith("org.web3j") || name.startsWith("okhttp3"));
            if (leaks) {
                events.add(SimpleConditionEvent.violated(unit, unit.getFullName()));
            }
        }
    }
}
