package dev.factorizer.backend.tornado.adapter;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TornadoDevicesTest {
    @Test
    void aMissingLibraryIsNotAMatterOfOptions() {
        String remedy = TornadoDevices.remedy("/opt/t/lib/libtornado-ptx.so: libcuda.so.1: cannot open shared object file: No such file"
                + " or directory");
        assertTrue(remedy.startsWith("Install what libcuda.so.1 belongs to"), remedy);
        remedy = TornadoDevices.remedy("no tornado-opencl in java.library.path: /usr/lib");
        assertTrue(remedy.startsWith("Start Java with the options of its tornado-argfile"), remedy);
    }
}
