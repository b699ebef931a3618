package dev.factorizer.rules.offences;

import java.lang.invoke.MethodHandles;
import java.util.List;

/** Three look-ups by name. */
public final class ClassByName {
    List<Class<?>> called(String name) throws ReflectiveOperationException {
        return List.of(Class.forName(name), ClassByName.class.getClassLoader().loadClass(name),
                MethodHandles.lookup().findClass(name));
    }
}
