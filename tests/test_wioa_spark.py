"""The same expression on Spark gives the same totals.

Opt-in, with the extra `spark` and Java: `SETI_SPARK=1 python -m pytest tests/test_wioa_spark.py`.
"""

import pandas as pd
import pytest

from seti_ta import wioa


@pytest.fixture(scope="module")
def spark():
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master("local[2]").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.mark.parametrize("by", [(), ("p201",)])
def test_spark_and_duckdb_give_the_same_totals(spark, tmp_path, by):
    import ibis

    path = wioa.write_synthetic(tmp_path / "records.parquet", 40_000)
    table = ibis.pyspark.connect(spark).read_parquet(str(path))
    report = wioa.Report.annual(2023)
    there, here = (
        wioa.indicators(wioa.open_records(source), report, by=by) for source in (table, path)
    )
    order = [*by, "program", "indicator"]
    pd.testing.assert_frame_equal(
        there.sort_values(order, ignore_index=True), here.sort_values(order, ignore_index=True)
    )
