/** The hash key of OnePay's public test merchant for cards of Viet Nam, as its guide prints it. */
export const DOMESTIC = 'A3EFDFABA8653DF2342E8DAC29B51AF0';
/** The same for cards of other countries, and of the paygate. */
export const INTERNATIONAL = '6D0870CDE5F24F34F3915FB0045120DB';

/** What OnePay's servers sent to merchants, each as it came: from a test suite of others (omnipay-onepay, go), OnePay's own test scripts, a merchant's log. */
export const notices: readonly {
  readonly from: string;
  readonly key: string;
  readonly merchantId: string;
  readonly query: string;
  readonly says: Readonly<Record<string, unknown>>;
}[] = [
  {
    from: 'the domestic gateway, 2018',
    key: DOMESTIC,
    merchantId: 'ONEPAY',
    query:
      'vpc_AdditionData=970436&vpc_Amount=100&vpc_Command=pay&vpc_CurrencyCode=VND&vpc_Locale=vn&vpc_MerchTxnRef=201803210919102006754784&vpc_Merchant=ONEPAY&vpc_OrderInfo=JSECURETEST01&vpc_TransactionNo=1625746&vpc_TxnResponseCode=0&vpc_Version=2&vpc_SecureHash=0331F9D8E0CD9A6BC581B74721658DFD9A5A219145F92DED700C13E4843BB3B0',
    says: { reference: '201803210919102006754784', amountVnd: 1, providerTransactionId: '1625746' },
  },
  {
    from: 'the international gateway, 2019: unsorted, with fields of others between, and + and = in values',
    key: INTERNATIONAL,
    merchantId: 'TESTONEPAY',
    query:
      'vpc_OrderInfo=1569179952150041000&vpc_3DSECI=02&vpc_AVS_Street01=Tran+Quang+Khai&vpc_Merchant=TESTONEPAY&vpc_Card=MC&vpc_AcqResponseCode=00&AgainLink=https%3A%2F%2Fwww.google.com.vn%2F&vpc_AVS_Country=VN&vpc_AuthorizeId=023209&vpc_3DSenrolled=Y&vpc_ReceiptNo=926519189281&vpc_TransactionNo=011EN9&vpc_AVS_StateProv=Hanoi&vpc_Locale=vn&vpc_TxnResponseCode=0&vpc_VerToken=jHyn%2B7YFi1EUAREAAAAvNUe6Hv8%3D&vpc_Amount=10000000&vpc_BatchNo=2.0190923E7&vpc_Version=2&vpc_AVSResultCode=Y&vpc_VerStatus=M&vpc_Command=pay&vpc_Message=Transaction+Approved&Title=Tran+Duy+Thanh&vpc_3DSstatus=Y&vpc_SecureHash=B233867E915FFC67A2EA71E79E4C7FED44B589FD7AD71DD57ADA5642247EBA50&vpc_CardNum=531358xxxxxxx430&vpc_AVS_PostCode=1234&vpc_CSCResultCode=MATCH&vpc_MerchTxnRef=1569179952150041000&vpc_VerType=3DS&vpc_3DSXID=Io6FdLRj91zPA%2BYZum4s19HrNkU%3D&vpc_AVS_City=North&vpc_CommercialCardIndicator=1',
    says: { reference: '1569179952150041000', amountVnd: 100_000, providerTransactionId: '011EN9' },
  },
  {
    from: 'the paygate, 2022: no currency, a time of its own',
    key: INTERNATIONAL,
    merchantId: 'TESTONEPAY',
    query:
      'vpc_Command=pay&vpc_Amount=1000000&vpc_AuthorizeId=831000&vpc_Card=VC&vpc_CardExp=0524&vpc_CardNum=400000xxx0002&vpc_CardUid=INS-kjBjd-ULTK7gUAB_AQBDlQ&vpc_MerchTxnRef=REF_1666149347206&vpc_Merchant=TESTONEPAY&vpc_Message=Approved&vpc_OrderInfo=Ma+Don+Hang&vpc_PayChannel=WEB&vpc_TransactionNo=PAY-Xz1OcTFySqutuCbv4kCfTA&vpc_TxnResponseCode=0&vpc_Version=2&vpc_BinCountry=US&vpc_Locale=en&vpc_PaymentTime=20221019T031549Z&vpc_MerchantAdviceCode=01&vpc_NetworkTransactionID=016153570198200&vpc_AcqResponseCode=00&vpc_CavvResponseCode=2&vpc_SecureHash=4447268CEE4EE6968839C2F2CBD98C466635656D9E559F7253B3B3E01C0E5FE3',
    says: { reference: 'REF_1666149347206', amountVnd: 10_000, providerTransactionId: 'PAY-Xz1OcTFySqutuCbv4kCfTA' },
  },
  {
    from: 'the paygate, 2024, on its way back to an address with a parameter of its own',
    key: INTERNATIONAL,
    merchantId: 'TESTONEPAY',
    query:
      'mode=TEST_PAYGATE&vpc_Amount=1000000&vpc_AuthorizeId=786773&vpc_Card=MC&vpc_CardExp=1224&vpc_CardNum=512345xxxxxx0008&vpc_CardUid=INS-tzPxWFXUDETgVQIMKZInFQ&vpc_Command=pay&vpc_MerchTxnRef=TEST_1710478448663756556774&vpc_Merchant=TESTONEPAY&vpc_Message=Approved&vpc_OrderInfo=Ma+Don+Hang&vpc_PayChannel=WEB&vpc_TokenExp=1224&vpc_TokenNum=5123455406576717&vpc_TransactionNo=PAY-cM95nfJWT2-77ME7Q8DiCQ&vpc_TxnResponseCode=0&vpc_Version=2&vpc_AcqResponseCode=00&vpc_SecureHash=F53F16A50FDA4455C5068D58ADD0815A3801BB4B6DBDE5499E5939F211922BC2',
    says: { reference: 'TEST_1710478448663756556774', providerTransactionId: 'PAY-cM95nfJWT2-77ME7Q8DiCQ' },
  },
  {
    from: 'the paygate, 2024, with asterisks in a card number',
    key: INTERNATIONAL,
    merchantId: 'TESTONEPAY',
    query:
      'vpc_Amount=65775000&vpc_AuthorizeId=831000&vpc_Card=MC&vpc_CardExp=0526&vpc_CardNum=512345***0008&vpc_CardUid=INS-siwpapmFOCjgUAB_AQAz_w&vpc_Command=pay&vpc_MerchTxnRef=1709020126&vpc_Merchant=TESTONEPAY&vpc_Message=Approved&vpc_OrderInfo=B7SXB7&vpc_PayChannel=WEB&vpc_TransactionNo=PAY-LP5381yERsaec9vPrCEs3A&vpc_TxnResponseCode=0&vpc_Version=2&vpc_BinCountry=EC&vpc_SecureHash=47BE6D99CC85E0A4342C89C7C4394C4CC5A7293FCFAC28CC402E5E15D8D253D7',
    says: { reference: '1709020126', amountVnd: 657_750 },
  },
];

/** Pay addresses that others made: OnePay's demo page (kept in the tests of the npm package `vn-payments`) and its samples. */
export const addresses: readonly { readonly from: string; readonly key: string; readonly query: string }[] = [
  {
    from: 'the domestic demo',
    key: DOMESTIC,
    query:
      'Title=onepay+paygate&vpc_AccessCode=D67342C2&vpc_Amount=100&vpc_Command=pay&vpc_Currency=VND&vpc_Customer_Email=support%40onepay.vn&vpc_Customer_Id=thanhvt&vpc_Customer_Phone=840904280949&vpc_Locale=vn&vpc_MerchTxnRef=2018-01-11T14%3A46%3A11.115Z&vpc_Merchant=ONEPAY&vpc_OrderInfo=2018-01-11T14%3A46%3A11.115Z&vpc_ReturnURL=http%3A%2F%2Flocalhost%2F%7Ethanh%2Fnoidia_php%2Fdr.php&vpc_SHIP_City=Ha+Noi&vpc_SHIP_Country=Viet+Nam&vpc_SHIP_Provice=Hoan+Kiem&vpc_SHIP_Street01=39A+Ngo+Quyen&vpc_TicketNo=127.0.0.1&vpc_Version=2&vpc_SecureHash=DDC85640D5B2D72AC46A16FBCD3E0DF7B4E05DB1818E2A0A423C2A31FAFF39E4',
  },
  {
    from: 'the international demo',
    key: INTERNATIONAL,
    query:
      'AVS_City=Hanoi&AVS_Country=VN&AVS_PostCode=10000&AVS_StateProv=Hoan+Kiem&AVS_Street01=194+Tran+Quang+Khai&AgainLink=http%253A%252F%252Flocalhost%252F%257Ethanh%252Fquocte_php%252F&Title=VPC+3-Party&vpc_AccessCode=6BEB2546&vpc_Amount=1000000&vpc_Command=pay&vpc_Customer_Email=support%40onepay.vn&vpc_Customer_Id=thanhvt&vpc_Customer_Phone=840904280949&vpc_Locale=en&vpc_MerchTxnRef=2018011121565445977757&vpc_Merchant=TESTONEPAY&vpc_OrderInfo=JSECURETEST01&vpc_ReturnURL=http%3A%2F%2Flocalhost%2F%7Ethanh%2Fquocte_php%2Fdr.php&vpc_SHIP_City=Ha+Noi&vpc_SHIP_Country=Viet+Nam&vpc_SHIP_Provice=Hoan+Kiem&vpc_SHIP_Street01=39A+Ngo+Quyen&vpc_TicketNo=%3A%3A1&vpc_Version=2&vpc_SecureHash=6A1F6F957E74559083B97D38DF109E5E18292D8516785CA7E794FBB59717A654',
  },
  {
    from: 'the paygate sample, with & in a value',
    key: INTERNATIONAL,
    query:
      'AgainLink=https%3A%2F%2Fmtf.onepay.vn%2Fclient%2Fqt%2F&Title=PHP+VPC+3-Party&vpc_AccessCode=6BEB2546&vpc_Amount=10000000&vpc_CardList=VC&vpc_Command=pay&vpc_Currency=VND&vpc_Customer_Email=test%40onepay.vn&vpc_Customer_Id=test&vpc_Customer_Phone=84987654321&vpc_Locale=vn&vpc_MerchTxnRef=TEST_1706240061&vpc_Merchant=TESTONEPAY&vpc_OrderInfo=Ma+Don+Hang&vpc_ReturnURL=https%3A%2F%2Fportal.lanit.com.vn%3A4083%2FsessYBzPl9UJVn4bm2uE%2Findex.php%3Fact%3Dpayment%26process_payment%3Donepay&vpc_TicketNo=192.168.166.149&vpc_Version=2&vpc_SecureHash=11396C01BC33F204691399900DED2D34AB4F9499FF0BA1651E6F7A1F19DAFE3B',
  },
];

/** The parameters of a query. */
export const recordOf = (query: string): Record<string, string> => Object.fromEntries(new URLSearchParams(query));
