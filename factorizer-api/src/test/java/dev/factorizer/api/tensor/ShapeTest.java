package dev.factorizer.api.tensor;
import org.junit.jupiter.api.*;
class ShapeTest { @Test void x(){ Assertions.assertEquals(25, Runtime.version().feature()); Assertions.assertTrue(ShapeTest.class.getModule().isNamed()); } }
