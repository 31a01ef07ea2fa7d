"""Every way a calculator is shown. Surfaces import the calculators, never the reverse."""
