package dev.factorizer.rules.offences;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;

/** Makes whatever the stream says. */
public final class JavaSerialization {
    Object called(InputStream in) throws IOException, ClassNotFoundException {
        return new ObjectInputStream(in).readObject();
    }
}
