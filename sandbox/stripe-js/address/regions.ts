/** The states of a country whose addresses name one from a list; `code=name` in the country's own language. */
const REGIONS: Readonly<Record<string, string>> = {
  US:
    'AL=Alabama|AK=Alaska|AS=American Samoa|AZ=Arizona|AR=Arkansas|AA=Armed Forces Americas|AE=Armed Forces Europe|' +
    'AP=Armed Forces Pacific|CA=California|CO=Colorado|CT=Connecticut|DE=Delaware|DC=District of Columbia|FL=Florida|' +
    'GA=Georgia|GU=Guam|HI=Hawaii|ID=Idaho|IL=Illinois|IN=Indiana|IA=Iowa|KS=Kansas|KY=Kentucky|LA=Louisiana|ME=Maine|' +
    'MD=Maryland|MA=Massachusetts|MI=Michigan|MN=Minnesota|MS=Mississippi|MO=Missouri|MT=Montana|NE=Nebraska|NV=Nevada|' +
    'NH=New Hampshire|NJ=New Jersey|NM=New Mexico|NY=New York|NC=North Carolina|ND=North Dakota|' +
    'MP=Northern Mariana Islands|OH=Ohio|OK=Oklahoma|OR=Oregon|PA=Pennsylvania|PR=Puerto Rico|RI=Rhode Island|' +
    'SC=South Carolina|SD=South Dakota|TN=Tennessee|TX=Texas|UT=Utah|VT=Vermont|VI=Virgin Islands|VA=Virginia|' +
    'WA=Washington|WV=West Virginia|WI=Wisconsin|WY=Wyoming',
  CA:
    'AB=Alberta|BC=British Columbia|MB=Manitoba|NB=New Brunswick|NL=Newfoundland and Labrador|NT=Northwest Territories|' +
    'NS=Nova Scotia|NU=Nunavut|ON=Ontario|PE=Prince Edward Island|QC=Quebec|SK=Saskatchewan|YT=Yukon',
  AU:
    'ACT=Australian Capital Territory|NSW=New South Wales|NT=Northern Territory|QLD=Queensland|SA=South Australia|' +
    'TAS=Tasmania|VIC=Victoria|WA=Western Australia',
  AE: 'AZ=Abu Dhabi|AJ=Ajman|DU=Dubai|FU=Fujairah|RK=Ras al-Khaimah|SH=Sharjah|UQ=Umm al-Quwain',
  HK: 'HK Island=Hong Kong Island|Kowloon=Kowloon|New Territories=New Territories',
};

/** The regions to choose from; null where a country's are written freely. */
export function regionsOf(country: string): { value: string; label: string }[] | null {
  const list = REGIONS[country];
  if (list === undefined) return null;
  return list.split('|').map((entry) => {
    const [value = '', label = value] = entry.split('=');
    return { value, label };
  });
}
